namespace Autodidact.Training;

/// <summary>In which number format the networks compute. Weights, optimizer and loss are always 32 bit.</summary>
public enum Precision
{
    /// <summary>bf16 where the processor computes in it, fp32 elsewhere; the log says which and why.</summary>
    Auto,

    /// <summary>32 bits everywhere.</summary>
    Fp32,

    /// <summary>bfloat16 in convolutions and matrix products.</summary>
    Bf16,
}
