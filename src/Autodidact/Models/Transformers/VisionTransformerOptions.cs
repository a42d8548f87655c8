using System.ComponentModel.DataAnnotations;
using Autodidact.Configuration;

namespace Autodidact.Models.Transformers;

/// <summary>Settings of every vision transformer. Sizes that are unset are those of the paper's network of that name.</summary>
public abstract record VisionTransformerOptions : PatchBackboneOptions, ICheckedOptions
{
    private const int SmallPictures = 64, SmallPatch = 4, UsualPatch = 16;

    /// <summary>Rows and columns of a patch, in pixels. Unset: 4 for pictures of up to 64 pixels, otherwise 16.</summary>
    [Range(1, 256)]
    public int? PatchSize { get; init; }

    /// <summary>Rows and columns of the pictures whose positions are learned, in pixels. Unset: those of the views.</summary>
    [Range(1, 4096)]
    public int? ImageSize { get; init; }

    /// <summary>Size of a token.</summary>
    [Range(4, 8192)]
    public int? Width { get; init; }

    /// <summary>Blocks.</summary>
    [Range(1, 256)]
    public int? Depth { get; init; }

    /// <summary>Heads of each block's attention; they divide the width.</summary>
    [Range(1, 256)]
    public int? Heads { get; init; }

    /// <summary>Where positions come from; <c>sin_cos</c> needs a width that 4 divides, <c>relative</c> is BEiT's. Unset: as in the method's paper, <c>learned</c> where that says nothing.</summary>
    public Positions? Positions { get; init; }

    /// <summary>Tokens without meaning of their own in which attention may keep what it needs (Darcet et al. 2024, arXiv:2309.16588).</summary>
    [Range(0, 64)]
    public int Registers { get; init; }

    /// <summary>First value of a learned scale of each branch, such as 1e-5 (Touvron et al. 2021, arXiv:2103.17239). Unset: none.</summary>
    [Range(0.0, 1.0, MinimumIsExclusive = true)]
    public double? LayerScale { get; init; }

    /// <summary>Share of the samples for which the last block is left out in training; that of earlier blocks rises to it evenly.</summary>
    [Range(0.0, 1.0, MaximumIsExclusive = true)]
    public double DropPath { get; init; }

    /// <summary>Which tokens become the feature vector. Unset: <c>mean</c> for methods that ask nothing of the class token, otherwise <c>class</c>.</summary>
    [AllowedValues(Models.Pooling.Class, Models.Pooling.Mean)]
    public Pooling? Pooling { get; init; }

    public sealed override bool UsesAdamW => true;

    public sealed override int? PatchPixels => PatchSize;

    /// <summary>Blocks, those of the paper's network where nothing is said.</summary>
    internal int Blocks => Depth ?? Usual.Depth;

    /// <summary>Why a method that hides patches from its network cannot use a backbone; null where it can.</summary>
    /// <param name="method">The method's name.</param>
    internal static ConfigurationMistake? ProblemOf(BackboneOptions backbone, string method) => backbone is VisionTransformerOptions
        ? null
        : new("backbone.name", backbone.Name, $"must be a vision transformer for {method}, which hides patches from it: {string.Join(", ", OptionVariants.All<BackboneOptions>().OfType<VisionTransformerOptions>().Select(options => options.Name))}");

    /// <summary>A transformer with what was left open made as a method wants it; another network as it is.</summary>
    internal static BackboneOptions Suited(BackboneOptions backbone, Positions positions, Pooling pooling) => backbone is VisionTransformerOptions network
        ? network with { Positions = network.Positions ?? (positions == Transformers.Positions.SinCos && (network.Width ?? network.Usual.Width) % 4 != 0 ? null : positions), Pooling = network.Pooling ?? pooling }
        : backbone;

    /// <summary>Why a method that asks patches alone cannot use a backbone; null where it can.</summary>
    /// <param name="method">The method's name.</param>
    internal static ConfigurationMistake? PoolingProblemOf(BackboneOptions backbone, string method) => backbone is VisionTransformerOptions { Pooling: Models.Pooling.Class }
        ? new("backbone.pooling", "class", $"must be mean for {method}, which asks patches alone: its class token learns nothing")
        : null;

    /// <summary>What is wrong with the measures of a narrow transformer beside the network, whose positions are sines and cosines.</summary>
    /// <param name="part">What its settings begin with, such as <c>decoder</c>.</param>
    internal static IEnumerable<ConfigurationMistake> ProblemsOf(string part, int width, int heads)
    {
        if (width % 4 != 0)
            yield return new($"{part}_width", $"{width}", "must be a multiple of 4 for positions of sines and cosines");
        if (width % heads != 0)
            yield return new($"{part}_heads", $"{heads}", $"must divide {part}_width, {width}");
    }

    /// <summary>The paper's width, depth and heads.</summary>
    protected abstract (int Width, int Depth, int Heads) Usual { get; }

    public sealed override BackboneOptions Resolve(int imageSize) => this with
    {
        ImageSize = ImageSize ?? imageSize,
        PatchSize = PatchSize ?? ((ImageSize ?? imageSize) <= SmallPictures ? SmallPatch : UsualPatch),
        Positions = Positions ?? Transformers.Positions.Learned,
        Pooling = Pooling ?? Models.Pooling.Class,
    };

    /// <inheritdoc/>
    public IEnumerable<ConfigurationMistake> Check()
    {
        (int width, int heads) = (Width ?? Usual.Width, Heads ?? Usual.Heads);
        if (width % heads != 0)
            yield return new("heads", $"{heads}", $"must divide the width, {width}");
        if (Positions == Transformers.Positions.SinCos && width % 4 != 0)
            yield return new("width", $"{width}", "must be a multiple of 4 for positions of sines and cosines");
    }

    public sealed override BackboneOptions ForTeacher => this with { DropPath = 0 };

    public sealed override double UsualLayerDecay => 0.75;

    /// <inheritdoc/>
    public sealed override BackboneOptions WithDropPath(double share) => this with { DropPath = share };

    /// <inheritdoc/>
    public sealed override BackboneOptions? WithPooling(Pooling pooling) => pooling == Models.Pooling.Pooler ? null : this with { Pooling = pooling };

    public sealed override ConfigurationMistake? SizeProblem(int size) => PatchProblem(PatchSize, size);

    /// <summary>The blocks' products, the patches' convolution and learned positions.</summary>
    protected sealed override long NetworkWeights
    {
        get
        {
            long width = Width ?? Usual.Width, patch = PatchSize ?? 1, grid = (ImageSize ?? 0) / patch;
            return width * ((12 * width * Blocks) + (3 * patch * patch) + (Positions == Transformers.Positions.Learned ? grid * grid : 0));
        }
    }

    public sealed override int LeastFeatures => Width ?? Usual.Width;

    protected sealed override PatchBackbone CreatePatches() => new VisionTransformer(new()
    {
        ImageSize = ImageSize ?? throw Unresolved(),
        PatchSize = PatchSize ?? throw Unresolved(),
        Width = Width ?? Usual.Width,
        Depth = Blocks,
        Heads = Heads ?? Usual.Heads,
        Positions = Positions ?? Transformers.Positions.Learned,
        Registers = Registers,
        LayerScale = LayerScale,
        DropPath = DropPath,
        Pooling = Pooling ?? Models.Pooling.Class,
    });

    private static InvalidOperationException Unresolved() => new("Patches depend on the image size: call Resolve first.");
}
