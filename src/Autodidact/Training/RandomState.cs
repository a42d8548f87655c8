using Autodidact.Engine;

namespace Autodidact.Training;

/// <summary>Where the random streams stand that networks draw from: the CPU's, and the device's where that is another one.</summary>
internal sealed class RandomState(Device device)
{
    private readonly byte[] _cpu = TorchRuntime.GetGeneratorState();
    private readonly byte[]? _device = device.Kind == DeviceKind.Cpu ? null : TorchRuntime.GetGeneratorState(device);

    /// <summary>Lets the streams go on from here.</summary>
    public void Restore()
    {
        TorchRuntime.SetGeneratorState(_cpu);
        if (_device is not null)
            TorchRuntime.SetGeneratorState(_device, device);
    }
}
