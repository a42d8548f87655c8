namespace Autodidact.Engine;

/// <summary>Kinds of device, with libtorch's own numbers.</summary>
public enum DeviceKind
{
    Cpu = 0,
    Cuda = 1,
}
