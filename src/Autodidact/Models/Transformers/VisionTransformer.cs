using Autodidact.Engine;
using Autodidact.Engine.Modules;
using Autodidact.Engine.Optimization;

namespace Autodidact.Models.Transformers;

/// <summary>
/// Vision transformer with the parameter names of timm and DINO, without a classifier (Dosovitskiy et al. 2021, arXiv:2010.11929). Pictures of any size that
/// holds a patch go through: learned positions are interpolated, sines and cosines computed.
/// </summary>
public sealed class VisionTransformer : PatchBackbone
{
    private const double FirstWeights = 0.02;

    private static readonly string[] s_withoutDecay = ["cls_token", "pos_embed", "register_tokens"];

    private readonly VisionTransformerShape _shape;
    private readonly PatchEmbedding _patches;
    private readonly Tensor _classToken;
    private readonly Tensor? _registers, _positions;
    private readonly TransformerBlock[] _blocks;
    private readonly LayerNorm _norm;
    private readonly FixedPositions _fixed;
    private readonly RelativeGrid? _relative;

    public VisionTransformer(VisionTransformerShape shape)
    {
        ArgumentNullException.ThrowIfNull(shape);
        (_shape, _fixed) = (shape, new(shape.Width));
        if (shape.Positions == Positions.Relative) _relative = new(LeadingTokens);
        _classToken = Parameter("cls_token", Normal([1, 1, shape.Width]));
        if (shape.Positions == Positions.Learned) _positions = Parameter("pos_embed", Normal([1, 1 + (LearnedGrid * LearnedGrid), shape.Width]));
        if (shape.Registers > 0) _registers = Parameter("register_tokens", Normal([1, shape.Registers, shape.Width]));
        _patches = Child("patch_embed", new PatchEmbedding(shape.PatchSize, shape.Width));
        // Deeper blocks are left out more often.
        _blocks = Children("blocks", shape.Depth, i => Block(shape.Depth == 1 ? 0 : shape.DropPath * i / (shape.Depth - 1)));
        _norm = Child("norm", new LayerNorm(shape.Width));
        foreach (TransformerBlock block in _blocks) Initialization.Normal(block, FirstWeights);
    }

    public override int FeatureSize => _shape.Width;

    /// <summary>What enters the blocks is layer 0, each block is one more; the last norm learns as a head does.</summary>
    public override int HeadLayer => _shape.Depth + 1;

    /// <inheritdoc/>
    public override IReadOnlyCollection<string> WithoutDecay => s_withoutDecay;

    /// <inheritdoc/>
    public override int LayerOf(string parameter) => ParameterGroups.VisionTransformerLayer(parameter, _shape.Depth);

    /// <summary>Tokens before the patches: the class token and the registers.</summary>
    public int LeadingTokens => 1 + _shape.Registers;

    public override int PatchSize => _shape.PatchSize;

    /// <summary>Rows and columns of patches of the pictures whose positions are learned.</summary>
    public int LearnedGrid => _shape.ImageSize / PatchSize;

    /// <summary>Heads of each block's attention.</summary>
    public int Heads => _shape.Heads;

    /// <summary>From the first to the last.</summary>
    public IReadOnlyList<TransformerBlock> Blocks => _blocks;

    /// <summary><c>[batch, 3, height, width]</c> to <c>[batch, FeatureSize]</c>.</summary>
    public override Tensor Forward(Tensor input) => Pooled(Tokens(input));

    /// <inheritdoc/>
    public override IReadOnlyList<int> LayerSizes => [.. Enumerable.Repeat(_shape.Width, _shape.Depth)];

    /// <summary>Features after each block; those of the last are behind the last norm.</summary>
    public override IReadOnlyList<Tensor> LayerFeatures(Tensor input)
    {
        List<Tensor> states = States(Embedded(input), Places(input));
        states[^1] = Normed(states[^1]);
        return [.. states.Select(Pooled)];
    }

    /// <summary>All tokens after the last norm, <c>[batch, leading + patches, width]</c>.</summary>
    public Tensor Tokens(Tensor images) => Normed(States(Embedded(images), Places(images))[^1]);

    public override Tensor PatchTokens(Tensor images) => WithoutLeading(Tokens(images));

    /// <summary>The tokens of the last blocks, each behind the last norm, the deepest last.</summary>
    /// <param name="count">How many blocks, at least 1.</param>
    public IReadOnlyList<Tensor> LastTokens(Tensor images, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        return [.. States(Embedded(images), Places(images)).TakeLast(count).Select(Normed)];
    }

    /// <summary>The attention of every block, <c>[batch, heads, tokens, tokens]</c> each.</summary>
    public IReadOnlyList<Tensor> Maps(Tensor images)
    {
        RelativePlaces? places = Places(images);
        Tensor embedded = Embedded(images);
        return [.. States(embedded, places).SkipLast(1).Prepend(embedded).Zip(_blocks, (tokens, block) => block.Map(tokens, places: places))];
    }

    /// <summary>Patches with their positions, before the class token joins them, <c>[batch, patches, width]</c>: what a method may hide parts of.</summary>
    public Tensor Patches(Tensor images) => Placed(_patches.Forward(images), images);

    /// <summary>Class token and registers in front of patches, <c>[batch, leading + patches, width]</c>.</summary>
    public Tensor WithLeading(Tensor patches)
    {
        long batch = patches.Size(0);
        Tensor lead = _positions is null ? _classToken : _classToken + _positions.Narrow(1, 0, 1);
        Tensor first = lead.Expand([batch, 1, _shape.Width]);
        return Ops.Cat(_registers is null ? [first, patches] : [first, _registers.Expand([batch, _shape.Registers, _shape.Width]), patches], 1);
    }

    /// <summary>What a picture's seen patches give, <c>[batch, leading + kept, width]</c>: hidden ones cost nothing.</summary>
    public Tensor Tokens(Tensor images, PatchMask mask)
    {
        ArgumentNullException.ThrowIfNull(mask);
        return Normed(States(WithLeading(mask.Seen(Patches(images))), Places(images)?.At(mask.Kept))[^1]);
    }

    /// <summary>All tokens after the last norm, of pictures some of whose patches have another token in their place, <c>[batch, leading + patches, width]</c>.</summary>
    /// <param name="hidden"><c>[batch, patches]</c>: 1 where a patch is hidden.</param>
    /// <param name="instead">The token in place of a hidden patch, which still has its position, <c>[1, 1, width]</c>.</param>
    public Tensor Tokens(Tensor images, Tensor hidden, Tensor instead) => Normed(States(images, hidden, instead)[^1]);

    /// <summary>What each block makes of such pictures, without the last norm.</summary>
    /// <inheritdoc cref="Tokens(Tensor, Tensor, Tensor)"/>
    public IReadOnlyList<Tensor> States(Tensor images, Tensor hidden, Tensor instead)
    {
        Tensor patches = _patches.Forward(images), covered = hidden.Unsqueeze(-1).To(instead.Type);
        return States(WithLeading(Placed((patches * (1 - covered)) + (instead * covered), images)), Places(images));
    }

    /// <summary>The tokens of some patches of each picture, after the last norm, without the leading ones, <c>[batch, seen, width]</c>.</summary>
    /// <param name="places">Which patches are seen, <c>[batch, seen]</c>.</param>
    /// <param name="bias">Added to attention's logits: minus infinity where a place only fills up a row, <c>[batch, 1, 1, leading + seen]</c>.</param>
    public Tensor Context(Tensor images, Tensor places, Tensor bias) =>
        WithoutLeading(Normed(States(WithLeading(PatchMask.At(Patches(images), places)), Places(images)?.At(places), bias)[^1]));

    /// <summary>The last norm.</summary>
    public Tensor Normed(Tensor tokens) => _norm.Forward(tokens);

    /// <summary>Where the tokens of pictures are, for blocks that learn relative positions; null where these do not.</summary>
    public RelativePlaces? Places(Tensor images)
    {
        (int rows, int columns) = Grid(images);
        return _relative?.At(rows, columns, images.Device);
    }

    /// <summary>Another block like its own, freshly initialised, which belongs to the caller.</summary>
    public TransformerBlock NewBlock()
    {
        TransformerBlock block = Block(drop: 0);
        Initialization.Normal(block, FirstWeights);
        return block;
    }

    /// <summary>Gives the convolution that makes tokens of patches the first weights of all other layers, as the codes of BEiT and I-JEPA do; timm and DINO leave it as it is made.</summary>
    internal void FillPatches() => Initialization.Normal(_patches, FirstWeights);

    /// <summary>The feature vector that tokens give, <c>[batch, FeatureSize]</c>.</summary>
    public Tensor Pooled(Tensor tokens) => _shape.Pooling == Pooling.Class
        ? tokens.Select(1, 0)
        : WithoutLeading(tokens).Mean([1]);

    /// <summary>The patches behind the leading tokens, <c>[batch, patches, width]</c>.</summary>
    public Tensor WithoutLeading(Tensor tokens) => tokens.Narrow(1, LeadingTokens, tokens.Size(1) - LeadingTokens);

    /// <summary>Tokens as they enter the first block, <c>[batch, leading + patches, width]</c>.</summary>
    public Tensor Embedded(Tensor images) => WithLeading(Patches(images));

    protected override void Dispose(bool disposing)
    {
        _fixed.Dispose();
        _relative?.Dispose();
        base.Dispose(disposing);
    }

    // Patches with what tells them where they are.
    private Tensor Placed(Tensor patches, Tensor images)
    {
        (int rows, int columns) = Grid(images);
        return _shape.Positions switch
        {
            Positions.Learned => patches + PositionEmbedding.Interpolated(_positions!, 1, rows, columns).Narrow(1, 1, (long)rows * columns),
            Positions.SinCos => patches + _fixed.At(rows, columns, _classToken).Unsqueeze(0),
            _ => patches,
        };
    }

    // What each block makes of tokens, without the last norm. The bias is added to attention's logits, broadcast to [batch, heads, tokens, tokens].
    private List<Tensor> States(Tensor tokens, RelativePlaces? places, Tensor? bias = null)
    {
        List<Tensor> states = [];
        foreach (TransformerBlock block in _blocks) states.Add(tokens = block.Forward(tokens, bias, places));
        return states;
    }

    private TransformerBlock Block(double drop) =>
        new(_shape.Width, _shape.Heads, _shape.MlpRatio, layerScale: _shape.LayerScale, drop: drop, grid: _relative is null ? null : LearnedGrid);

    private static Tensor Normal(long[] shape)
    {
        Tensor tensor = Tensor.Empty(shape);
        Fill(tensor);
        return tensor;
    }

    // timm cuts the normal distribution at two units, a hundred deviations away: nothing is ever cut.
    private static void Fill(Tensor tensor)
    {
        using NoGradient guard = new();
        tensor.NormalInPlace(0, FirstWeights);
    }
}
