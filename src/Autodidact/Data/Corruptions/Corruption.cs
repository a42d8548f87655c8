using System.Globalization;
using Autodidact.Data.Views;

namespace Autodidact.Data.Corruptions;

/// <summary>
/// One way in which pictures go bad, in five severities: a pure function of picture, severity and key. After Hendrycks and
/// Dietterich 2019, "Benchmarking neural network robustness to common corruptions and perturbations" (arXiv:1903.12261).
/// </summary>
/// <remarks>
/// The strengths are the published ones, of CIFAR-10-C for pictures whose shorter side has up to 96 pixels and of ImageNet-C for larger ones; lengths in them
/// are scaled from 32 or 224 pixels to the picture's shorter side. How a corruption is drawn is this project's, so figures can be compared with published
/// ones in their order and size, not digit by digit. All severities of a picture make the same draws, as far as they need the same.
/// </remarks>
public sealed class Corruption
{
    private readonly Action<Canvas, int> _apply;
    private readonly int _number;

    private Corruption(int number, string name, CorruptionFamily family, bool isExtra, Action<Canvas, int> apply) =>
        (_number, Name, Family, IsExtra, _apply) = (number, name, family, isExtra, apply);

    /// <summary>Severities there are, from 1 on.</summary>
    public const int Severities = 5;

    /// <summary>All of them: the fifteen of the paper, its four further ones, and three changes of place.</summary>
    public static IReadOnlyList<Corruption> All { get; } = CorruptionTable.All;

    /// <summary>The name in results, such as <c>gaussian_noise</c>.</summary>
    public string Name { get; }

    /// <summary>What it comes from.</summary>
    public CorruptionFamily Family { get; }

    /// <summary>Whether it is none of the fifteen that the published mean is taken of.</summary>
    public bool IsExtra { get; }

    /// <summary>Corrupts a picture.</summary>
    /// <param name="image">Grey or RGB, of any size.</param>
    /// <param name="severity">1 (weakest) to 5.</param>
    /// <param name="key">Decides every random draw, together with the corruption itself; its view does not count.</param>
    /// <returns>A picture of the same size and channels.</returns>
    public Image Apply(Image image, int severity, in DrawKey key)
    {
        ArgumentNullException.ThrowIfNull(image);
        if (severity is < 1 or > Severities)
            throw new ArgumentOutOfRangeException(nameof(severity), severity, string.Create(CultureInfo.InvariantCulture, $"Severities are 1 to {Severities}."));
        Canvas canvas = new(image, key with { View = _number });
        _apply(canvas, severity - 1);
        return canvas.ToImage();
    }

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>One with a strength for each severity.</summary>
    /// <param name="number">Part of its draws' key: it stays when others are added.</param>
    /// <param name="name">Its name.</param>
    /// <param name="family">What it comes from.</param>
    /// <param name="apply">Corrupts a canvas by a strength.</param>
    /// <param name="small">Strengths for small pictures.</param>
    /// <param name="large">Strengths for large pictures; null for the same.</param>
    /// <param name="isExtra">Whether it is none of the fifteen.</param>
    internal static Corruption Of<T>(int number, string name, CorruptionFamily family, Action<Canvas, T> apply, T[] small, T[]? large = null, bool isExtra = false) =>
        new(number, name, family, isExtra, (canvas, level) => apply(canvas, (canvas.IsLarge ? large ?? small : small)[level]));
}
