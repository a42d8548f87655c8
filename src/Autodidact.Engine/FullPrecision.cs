using Autodidact.Engine.Interop;

namespace Autodidact.Engine;

/// <summary>
/// While open, autocast is off on this thread, so that a loss is computed in fp32 whatever the network ran in:
/// <c>using FullPrecision guard = new(embeddings.Device); embeddings = FullPrecision.Of(embeddings);</c>
/// </summary>
public readonly ref struct FullPrecision
{
    private readonly Device _device;
    private readonly int _typeBefore;
    private readonly bool _wasOn;

    public FullPrecision(Device device)
    {
        _device = device;
        _wasOn = NativeEngine.Check(NativeEngine.Autocast((int)device.Kind, 0, (int)ScalarType.BFloat16, out _typeBefore)) == 1;
    }

    /// <summary>The tensor itself, or its fp32 copy when it has fewer than 32 bits.</summary>
    public static Tensor Of(Tensor tensor) =>
        tensor.Type is ScalarType.Float16 or ScalarType.BFloat16 ? tensor.To(ScalarType.Float32) : tensor;

    public void Dispose()
    {
        if (_wasOn) NativeEngine.Check(NativeEngine.Autocast((int)_device.Kind, 1, _typeBefore, out _));
    }
}
