using System.Runtime.InteropServices;

namespace Autodidact.Data.Shapes;

/// <summary>
/// Generated pictures with known factors: ten shapes (the labels) in colours, textures, sizes, places and rotations that
/// say nothing about the shape, on backgrounds that do not either. Each picture is a function of (seed, split, index).
/// </summary>
public sealed class ShapesSource : ImageSource
{
    // Raise it whenever the same options would give other pixels.
    private const string GeneratorVersion = "1";
    private const long CacheBytes = 1L << 28;

    private readonly ShapesOptions _options;
    private readonly Split _split;
    private readonly Image?[]? _cache;

    /// <summary>Opens one part; pictures are painted when they are first read and kept while all fit in 256 MiB.</summary>
    public ShapesSource(ShapesOptions options, Split split)
    {
        ArgumentNullException.ThrowIfNull(options);
        (_options, _split) = (options, split);
        Count = split == Split.Train ? options.Count : options.Test;
        if ((long)Count * options.Size * options.Size * 3 <= CacheBytes) _cache = new Image?[Count];
    }

    /// <inheritdoc/>
    public override string Name => Formats.SourceNames.Of("shapes", _split);

    /// <inheritdoc/>
    public override string Kind => "shapes";

    /// <inheritdoc/>
    public override int Count { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Classes { get; } = [.. Enum.GetNames<ShapeKind>().Select(name => name.ToLowerInvariant())];

    /// <inheritdoc/>
    public override IReadOnlyList<Split> Splits => [Split.Train, Split.Test];

    /// <inheritdoc/>
    public override Image Read(int index) => _cache is null ? Render(index) : _cache[index] ??= Render(index);

    /// <inheritdoc/>
    public override int? Label(int index) => (int)Factors(index).Shape;

    /// <inheritdoc/>
    public override string Id(int index) => $"{index:D6}";

    /// <summary>What the picture shows.</summary>
    public ShapeFactors Factors(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
        return ShapeFactors.Draw(_options.Seed, _split, index);
    }

    /// <summary>What the picture shows, in words.</summary>
    public string Caption(int index) => Factors(index).Caption;

    /// <inheritdoc/>
    protected override string ContentHash() => Hash(hash => hash.AppendData(
        MemoryMarshal.AsBytes($"{GeneratorVersion} {_options.Size} {_options.Seed} {_split}".AsSpan())));

    private Image Render(int index) =>
        ShapeRenderer.Render(Factors(index), _options.Size, new ShapeRandom(_options.Seed, _split, index, purpose: 2));
}
