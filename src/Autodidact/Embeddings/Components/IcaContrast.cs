namespace Autodidact.Embeddings.Components;

/// <summary>How it is told that a direction is not Gaussian. Hyvärinen 1999, section III.</summary>
public enum IcaContrast
{
    /// <summary><c>log cosh s</c>: good for most, and hardly moved by outliers.</summary>
    LogCosh,

    /// <summary><c>s⁴ / 4</c>, which is kurtosis: fast for sources lighter in the tails than a Gaussian, misled by outliers.</summary>
    Cube,
}
