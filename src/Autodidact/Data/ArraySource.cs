using System.Runtime.InteropServices;
using Autodidact.Data.Formats;

namespace Autodidact.Data;

/// <summary>Pictures of one size held in memory, read from IDX, CIFAR or NumPy files.</summary>
public sealed class ArraySource : ImageSource
{
    private readonly PixelStore _pixels;
    private readonly int[]? _labels;

    internal ArraySource(string kind, string name, PixelStore pixels, int[]? labels, IReadOnlyList<string>? classes, IReadOnlyList<Split> splits, IReadOnlyList<string>? notes = null)
    {
        (Kind, Name, _pixels, _labels, Splits, Notes) = (kind, name, pixels, labels, splits, notes ?? []);
        if (pixels.Count == 0) throw new DataException($"{name} holds no pictures; allowed: at least one.");
        if (labels is null) return;
        if (labels.Length != pixels.Count)
            throw new DataException($"{name}: {pixels.Count:N0} pictures but {labels.Length:N0} labels; allowed: one label a picture, or no labels at all.");
        if (labels.Min() < 0)
            throw new DataException($"{name}: label {labels.Min()} of picture {Array.IndexOf(labels, labels.Min())}; allowed: 0 and above.");
        int largest = labels.Max();
        if (largest >= MaximumClasses)
            throw new DataException($"{name}: label {largest} of picture {Array.IndexOf(labels, largest)}; allowed: 0 to {MaximumClasses - 1}.");
        int count = largest + 1;
        // Names that do not cover the labels are worse than numbers.
        Classes = classes?.Count >= count ? classes : new NumberedClasses(count);
    }

    // A bound on what a label may claim: what counts by class is sized by the largest label.
    internal const int MaximumClasses = 1 << 20;

    /// <inheritdoc/>
    public override string Kind { get; }

    /// <inheritdoc/>
    public override string Name { get; }

    /// <inheritdoc/>
    public override int Count => _pixels.Count;

    /// <inheritdoc/>
    public override IReadOnlyList<string>? Classes { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<Split> Splits { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Notes { get; }

    /// <inheritdoc/>
    public override Image Read(int index) => _pixels[index];

    /// <inheritdoc/>
    public override int? Label(int index) => _labels?[index];

    /// <inheritdoc/>
    public override string Id(int index) => $"{index:D6}";

    /// <inheritdoc/>
    protected override string ContentHash() => Hash(hash =>
    {
        _pixels.AppendTo(hash);
        if (_labels is not null) hash.AppendData(MemoryMarshal.AsBytes(_labels.AsSpan()));
    });
}
