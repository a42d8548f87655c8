using Autodidact.Engine.Interop;

namespace Autodidact.Engine;

/// <summary>
/// While open, libtorch runs convolutions and matrix products of this thread in the given type and keeps the rest in
/// fp32, by its own lists: <c>using Autocast guard = new(device, ScalarType.BFloat16);</c>. Within another one it holds
/// until it is closed. Fp32 leaves everything as it is.
/// </summary>
public readonly ref struct Autocast
{
    private readonly Device _device;
    private readonly int _typeBefore;
    private readonly int _enabledBefore;
    private readonly bool _entered;

    public Autocast(Device device, ScalarType type)
    {
        if (type == ScalarType.Float32) return;
        _device = device;
        _enabledBefore = NativeEngine.Check(NativeEngine.Autocast((int)device.Kind, 1, (int)type, out _typeBefore));
        _entered = true;
    }

    public void Dispose()
    {
        if (_entered) NativeEngine.Check(NativeEngine.Autocast((int)_device.Kind, _enabledBefore, _typeBefore, out _));
    }
}
