namespace Autodidact.Engine.Optimization.Schedules;

/// <summary>How a linear warm-up of W steps is laid over its steps; published recipes differ.</summary>
public enum Ramp
{
    /// <summary><c>step / W</c>: the first step has the start value, the step after the last the peak (MAE, MoCo v3).</summary>
    FromStart,

    /// <summary><c>step / (W - 1)</c>: the first step has the start value, the last the peak (DINO).</summary>
    Inclusive,

    /// <summary><c>(step + 1) / W</c>: the first step is above the start value, the last has the peak (lightly).</summary>
    ToPeak,
}
