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
        IReadOnlyList<ShapeKind> shapes = options.Cue == ShapeCue.None ? Enum.GetValues<ShapeKind>() : ShapeFactors.OfCues;
        Classes = [.. shapes.Select(shape => shape.ToString().ToLowerInvariant())];
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
    public override IReadOnlyList<string> Classes { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<Split> Splits => [Split.Train, Split.Test];

    /// <inheritdoc/>
    public override Image Read(int index) => _cache is null ? Render(index) : _cache[index] ??= Render(index);

    /// <inheritdoc/>
    public override int? Label(int index)
    {
        ShapeKind shape = Factors(index).Shape;
        if (_options.Cue == ShapeCue.None) return (int)shape;
        for (int label = 0; ; label++)
            if (ShapeFactors.OfCues[label] == shape) return label;
    }

    /// <summary>The class whose texture a picture has, where classes have one each: the label of a paired picture, never that of one in conflict.</summary>
    /// <exception cref="InvalidOperationException">There is no cue that pairs them.</exception>
    public int TextureLabel(int index)
    {
        if (_options.Cue == ShapeCue.None) throw new InvalidOperationException("Ten shapes share five textures; only sources with a cue have classes with textures.");
        ShapeTexture texture = Factors(index).Texture;
        for (int label = 0; ; label++)
            if (ShapeFactors.Paired(_options.Seed, label) == texture) return label;
    }

    /// <inheritdoc/>
    public override string Id(int index) => $"{index:D6}";

    /// <summary>What the picture shows.</summary>
    public ShapeFactors Factors(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
        return ShapeFactors.Draw(_options.Seed, _split, index, _options.Cue);
    }

    /// <summary>What the picture shows, in words.</summary>
    public string Caption(int index) => Factors(index).Caption;

    /// <inheritdoc/>
    protected override string ContentHash() => Hash(hash => hash.AppendData(
        MemoryMarshal.AsBytes($"{GeneratorVersion} {_options.Size} {_options.Seed} {_split}{(_options.Cue == ShapeCue.None ? "" : $" {_options.Cue}")}".AsSpan())));

    private Image Render(int index) =>
        ShapeRenderer.Render(Factors(index), _options.Size, new ShapeRandom(_options.Seed, _split, index, purpose: 2));
}
