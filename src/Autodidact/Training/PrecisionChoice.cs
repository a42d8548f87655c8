using Autodidact.Engine;

namespace Autodidact.Training;

/// <summary>The number format a run computes in, and why.</summary>
/// <param name="Type">fp32 or bfloat16.</param>
/// <param name="Reason">One sentence for the log.</param>
public readonly record struct PrecisionChoice(ScalarType Type, string Reason)
{
    /// <summary>The name in recipes and results: <c>fp32</c> or <c>bf16</c>.</summary>
    public string Name => Type == ScalarType.BFloat16 ? "bf16" : "fp32";

    /// <summary>Decides what <see cref="Precision.Auto"/> means on <paramref name="device"/>.</summary>
    /// <param name="wanted">What was said, or what the run that goes on was started with.</param>
    /// <param name="device">Where tensors are.</param>
    /// <param name="goesOn">Whether a run goes on, which keeps its format.</param>
    public static PrecisionChoice Decide(Precision wanted, Device device, bool goesOn = false) => wanted switch
    {
        Precision.Fp32 => new(ScalarType.Float32, goesOn ? "fp32, as the run was started" : "fp32, as asked"),
        Precision.Bf16 => new(ScalarType.BFloat16, goesOn ? "bf16, as the run was started" : "bf16, as asked"),
        _ when device.Kind == DeviceKind.Cuda => new(ScalarType.BFloat16, "bf16: GPUs of compute capability 8 and above are twice as fast in it (on older ones choose --precision fp32)"),
        _ when ProcessorInformation.Bfloat16 is string instructions => new(ScalarType.BFloat16, $"bf16: the processor has {instructions}"),
        _ => new(ScalarType.Float32, "fp32: the processor has no bf16 instructions"),
    };
}
