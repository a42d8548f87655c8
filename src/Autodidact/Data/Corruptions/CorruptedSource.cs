using System.Runtime.InteropServices;
using Autodidact.Data.Views;
using Autodidact.Data.Views.Operations;
using Autodidact.Engine.Images;

namespace Autodidact.Data.Corruptions;

/// <summary>The pictures of another source, corrupted: which and how is a function of seed and index, so that every read and every thread gives the same bytes.</summary>
public sealed class CorruptedSource : ImageSource
{
    private readonly ImageSource _source;
    private readonly Corruption _corruption;
    private readonly int _severity;
    private readonly int? _shorterSide;
    private readonly ulong _seed;

    /// <param name="source">The pictures as they should be.</param>
    /// <param name="corruption">What happens to them.</param>
    /// <param name="severity">1 to 5.</param>
    /// <param name="seed">Decides every random draw.</param>
    /// <param name="shorterSide">
    /// Pixels of the shorter side to which larger pictures are made smaller first. What reads pictures at a smaller size would undo most of a corruption at their own.
    /// Null: none is.
    /// </param>
    public CorruptedSource(ImageSource source, Corruption corruption, int severity, ulong seed = 0, int? shorterSide = null)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(corruption);
        ArgumentOutOfRangeException.ThrowIfLessThan(severity, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(severity, Corruption.Severities);
        (_source, _corruption, _severity, _seed, _shorterSide) = (source, corruption, severity, seed, shorterSide);
    }

    /// <inheritdoc/>
    public override string Name => $"{_source.Name} ({_corruption.Name}, severity {_severity})";

    /// <inheritdoc/>
    public override string Kind => _source.Kind;

    /// <inheritdoc/>
    public override int Count => _source.Count;

    /// <inheritdoc/>
    public override IReadOnlyList<string>? Classes => _source.Classes;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Notes => _source.Notes;

    /// <inheritdoc/>
    public override Image Read(int index)
    {
        Image image = _source.Read(index);
        if (_shorterSide is int side && Math.Min(image.Width, image.Height) > side) image = Smaller(image, side);
        return _corruption.Apply(image, _severity, new DrawKey(_seed, 0, index, 0));
    }

    /// <inheritdoc/>
    public override int? Label(int index) => _source.Label(index);

    /// <inheritdoc/>
    public override string Id(int index) => _source.Id(index);

    /// <inheritdoc/>
    protected override string ContentHash() => Hash(hash => hash.AppendData(MemoryMarshal.AsBytes(
        $"{_source.Fingerprint} {_corruption.Name} {_severity} {_seed} {_shorterSide}".AsSpan())));

    private static Image Smaller(Image image, int side)
    {
        (int height, int width) = Resampler.KeepAspect(image.Height, image.Width, side);
        return new(width, height, image.Channels, ImageCodec.Resize(image.Pixels, image.Width, image.Height, image.Channels, width, height));
    }
}
