using Autodidact.Engine;
using Autodidact.Engine.Modules;

namespace Autodidact.Models.Transformers;

/// <summary>
/// The decoder of vector-quantized knowledge distillation (BEiT v2, Peng et al. 2022, arXiv:2208.06366, section 2.1): a few transformer blocks over the codes of a picture's patches,
/// then two layers that say of each patch what another network makes of it.
/// </summary>
public sealed class FeatureDecoder : Module
{
    private readonly Linear _embed;
    private readonly Tensor _positions;
    private readonly TransformerBlock[] _blocks;
    private readonly LayerNorm _norm;
    private readonly Layer _features;

    /// <param name="codeSize">Dimension of a code.</param>
    /// <param name="encoder">Whose width, heads and grid of patches it has.</param>
    /// <param name="depth">Blocks.</param>
    /// <param name="features">Size of what is predicted of each patch.</param>
    public FeatureDecoder(int codeSize, VisionTransformer encoder, int depth, int features)
    {
        ArgumentNullException.ThrowIfNull(encoder);
        int width = encoder.FeatureSize;
        _embed = Child("embed", new Linear(codeSize, width));
        _positions = Parameter("pos_embed", Tensor.Randn([1, (long)encoder.LearnedGrid * encoder.LearnedGrid, width]) * 0.02);
        _blocks = Children("blocks", depth, _ => new TransformerBlock(width, encoder.Heads));
        _norm = Child("norm", new LayerNorm(width));
        _features = Child("features", new Sequential(new Linear(width, width), new Tanh(), new Linear(width, features)));
        Initialization.Normal(this, 0.02);
    }

    /// <summary>Codes of patches, <c>[batch, rows * columns, size]</c>, to features, <c>[batch, rows * columns, features]</c>.</summary>
    public Tensor Forward(Tensor codes, int rows, int columns)
    {
        Tensor tokens = _embed.Forward(codes).To(_positions.Type) + PositionEmbedding.Interpolated(_positions, 0, rows, columns);      // what goes around the blocks stays in full precision
        foreach (TransformerBlock block in _blocks) tokens = block.Forward(tokens);
        return _features.Forward(_norm.Forward(tokens));
    }
}
