using System.Globalization;
using Autodidact.Engine;
using Autodidact.Engine.Modules;
using Autodidact.Engine.Optimization;

namespace Autodidact.Models.Transformers;

/// <summary>
/// Vision transformer with the parameter names of timm and DINO, without a classifier (Dosovitskiy et al. 2021, arXiv:2010.11929). Pictures of any size that
/// holds a patch go through: learned positions are interpolated, sines and cosines computed.
/// </summary>
public sealed class VisionTransformer : Backbone
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

    public VisionTransformer(VisionTransformerShape shape)
    {
        ArgumentNullException.ThrowIfNull(shape);
        (_shape, _fixed) = (shape, new(shape.Width));
        int grid = shape.ImageSize / shape.PatchSize;
        _classToken = Parameter("cls_token", Normal([1, 1, shape.Width]));
        if (shape.Positions == Positions.Learned) _positions = Parameter("pos_embed", Normal([1, 1 + (grid * grid), shape.Width]));
        if (shape.Registers > 0) _registers = Parameter("register_tokens", Normal([1, shape.Registers, shape.Width]));
        _patches = Child("patch_embed", new PatchEmbedding(shape.PatchSize, shape.Width));
        _blocks = new TransformerBlock[shape.Depth];
        for (int i = 0; i < _blocks.Length; i++)
        {
            // Deeper blocks are left out more often.
            double drop = shape.Depth == 1 ? 0 : shape.DropPath * i / (shape.Depth - 1);
            _blocks[i] = Child($"blocks.{i.ToString(CultureInfo.InvariantCulture)}", new TransformerBlock(shape.Width, shape.Heads, shape.MlpRatio, layerScale: shape.LayerScale, drop: drop));
        }
        _norm = Child("norm", new LayerNorm(shape.Width));
        foreach ((string name, Tensor parameter) in NamedParameters().Where(entry => entry.Name.StartsWith("blocks.", StringComparison.Ordinal)))
        {
            if (parameter.Rank == 2) Fill(parameter);
            else if (name.EndsWith(".bias", StringComparison.Ordinal)) Zero(parameter);
        }
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

    /// <summary>Rows and columns of a patch, in pixels.</summary>
    public int PatchSize => _shape.PatchSize;

    /// <summary>Rows and columns of the patches of pictures; what does not fill one is left out.</summary>
    public (int Rows, int Columns) Grid(Tensor images) => ((int)images.Size(2) / PatchSize, (int)images.Size(3) / PatchSize);

    /// <summary><c>[batch, 3, height, width]</c> to <c>[batch, FeatureSize]</c>.</summary>
    public override Tensor Forward(Tensor input) => Pooled(Tokens(input));

    /// <summary>All tokens after the last norm, <c>[batch, leading + patches, width]</c>.</summary>
    public Tensor Tokens(Tensor images) => _norm.Forward(Through(Embedded(images)));

    /// <summary>The tokens of the last blocks, each behind the last norm, the deepest last.</summary>
    /// <param name="count">How many blocks, at least 1.</param>
    public IReadOnlyList<Tensor> LastTokens(Tensor images, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        Tensor tokens = Embedded(images);
        List<Tensor> last = [];
        for (int i = 0; i < _blocks.Length; i++)
        {
            tokens = _blocks[i].Forward(tokens);
            if (i >= _blocks.Length - count) last.Add(_norm.Forward(tokens));
        }
        return last;
    }

    /// <summary>The attention of every block, <c>[batch, heads, tokens, tokens]</c> each.</summary>
    public IReadOnlyList<Tensor> Maps(Tensor images)
    {
        Tensor tokens = Embedded(images);
        Tensor[] maps = new Tensor[_blocks.Length];
        for (int i = 0; i < maps.Length; i++)
        {
            maps[i] = _blocks[i].Map(tokens);
            tokens = _blocks[i].Forward(tokens);
        }
        return maps;
    }

    /// <summary>Patches with their positions, before the class token joins them, <c>[batch, patches, width]</c>: what a method may hide parts of.</summary>
    public Tensor Patches(Tensor images) => _patches.Forward(images) + PatchPositions(images);

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
        return _norm.Forward(Through(WithLeading(mask.Seen(Patches(images)))));
    }

    /// <summary>All tokens after the last norm, of pictures some of whose patches have another token in their place, <c>[batch, leading + patches, width]</c>.</summary>
    /// <param name="hidden"><c>[batch, patches]</c>: 1 where a patch is hidden.</param>
    /// <param name="instead">The token in place of a hidden patch, which still has its position, <c>[1, 1, width]</c>.</param>
    public Tensor Tokens(Tensor images, Tensor hidden, Tensor instead)
    {
        Tensor patches = _patches.Forward(images), covered = hidden.Unsqueeze(-1).To(instead.Type);
        return _norm.Forward(Through(WithLeading((patches * (1 - covered)) + (instead * covered) + PatchPositions(images))));
    }

    /// <summary>The tokens of some patches of each picture, after the last norm, without the leading ones, <c>[batch, seen, width]</c>.</summary>
    /// <param name="places">Which patches are seen, <c>[batch, seen]</c>.</param>
    /// <param name="bias">Added to attention's logits: minus infinity where a place only fills up a row, <c>[batch, 1, 1, leading + seen]</c>.</param>
    public Tensor Context(Tensor images, Tensor places, Tensor bias)
    {
        return _norm.Forward(Through(WithLeading(PatchMask.At(Patches(images), places)), bias)).Narrow(1, LeadingTokens, places.Size(1));
    }

    /// <summary>All blocks, without the last norm.</summary>
    /// <param name="bias">Added to attention's logits, broadcast to <c>[batch, heads, tokens, tokens]</c>.</param>
    public Tensor Through(Tensor tokens, Tensor? bias = null)
    {
        foreach (TransformerBlock block in _blocks) tokens = block.Forward(tokens, bias);
        return tokens;
    }

    /// <summary>The feature vector that tokens give, <c>[batch, FeatureSize]</c>.</summary>
    public Tensor Pooled(Tensor tokens) => _shape.Pooling == Pooling.Class
        ? tokens.Select(1, 0)
        : tokens.Narrow(1, LeadingTokens, tokens.Size(1) - LeadingTokens).Mean([1]);

    /// <summary>Tokens as they enter the first block, <c>[batch, leading + patches, width]</c>.</summary>
    public Tensor Embedded(Tensor images) => WithLeading(Patches(images));

    /// <summary>Positions of the patches of a picture, <c>[1, patches, width]</c>.</summary>
    public Tensor PatchPositions(Tensor images)
    {
        (int rows, int columns) = Grid(images);
        if (_positions is null) return _fixed.At(rows, columns, _classToken).Unsqueeze(0);
        return PositionEmbedding.Interpolated(_positions, 1, rows, columns).Narrow(1, 1, (long)rows * columns);
    }

    protected override void Dispose(bool disposing)
    {
        _fixed.Dispose();
        base.Dispose(disposing);
    }

    private static Tensor Normal(long[] shape)
    {
        Tensor tensor = Tensor.Empty(shape);
        Fill(tensor);
        return tensor;
    }

    private static void Zero(Tensor tensor)
    {
        using NoGradient guard = new();
        tensor.ZeroInPlace();
    }

    // timm cuts the normal distribution at two units, a hundred deviations away: nothing is ever cut.
    private static void Fill(Tensor tensor)
    {
        using NoGradient guard = new();
        tensor.NormalInPlace(0, FirstWeights);
    }
}
