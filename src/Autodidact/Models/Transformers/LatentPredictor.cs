using Autodidact.Engine;
using Autodidact.Engine.Modules;

namespace Autodidact.Models.Transformers;

/// <summary>
/// The predictor of I-JEPA (Assran et al. 2023, arXiv:2301.08243, section 3): a narrow transformer that sees the tokens of a context and one learned token in each
/// place that is asked for. The authors' names; positions are sines and cosines.
/// </summary>
public sealed class LatentPredictor : Module
{
    private readonly Linear _embed, _project;
    private readonly Tensor _maskToken;
    private readonly TransformerBlock[] _blocks;
    private readonly LayerNorm _norm;
    private readonly FixedPositions _positions;

    /// <param name="featureSize">Size of the tokens of context and prediction.</param>
    /// <param name="width">Size of the predictor's own tokens, a multiple of 4.</param>
    /// <param name="depth">Blocks.</param>
    /// <param name="heads">Heads of a block; they divide the width.</param>
    public LatentPredictor(int featureSize, int width, int depth, int heads)
    {
        _embed = Child("predictor_embed", new Linear(featureSize, width));
        _positions = new(width);
        _maskToken = Parameter("mask_token", Tensor.Randn([1, 1, width]) * 0.02);
        _blocks = Children("predictor_blocks", depth, _ => new TransformerBlock(width, heads));
        _norm = Child("predictor_norm", new LayerNorm(width));
        _project = Child("predictor_proj", new Linear(width, featureSize));
        Initialization.Normal(this, 0.02);
    }

    /// <summary>Predicted tokens, <c>[batch, asked, featureSize]</c>.</summary>
    /// <param name="context">Tokens of the patches that are seen, <c>[batch, seen, featureSize]</c>.</param>
    /// <param name="places">Which patches they are, <c>[batch, seen]</c>.</param>
    /// <param name="asked">Patches to predict, <c>[batch, asked]</c>.</param>
    /// <param name="bias">Added to attention's logits: minus infinity where a token of the context is none, <c>[batch, 1, 1, seen + asked]</c>.</param>
    /// <param name="grid">Rows and columns of patches.</param>
    public Tensor Forward(Tensor context, Tensor places, Tensor asked, Tensor bias, (int Rows, int Columns) grid)
    {
        Tensor seen = _embed.Forward(context).To(_maskToken.Type);
        Tensor positions = _positions.At(grid.Rows, grid.Columns, _maskToken);
        Tensor tokens = Ops.Cat([seen + At(positions, places), _maskToken + At(positions, asked)], 1);
        foreach (TransformerBlock block in _blocks) tokens = block.Forward(tokens, bias);
        return _project.Forward(_norm.Forward(tokens.Narrow(1, places.Size(1), asked.Size(1))));
    }

    protected override void Dispose(bool disposing)
    {
        _positions.Dispose();
        base.Dispose(disposing);
    }

    private static Tensor At(Tensor positions, Tensor places) => positions.IndexSelect(0, places.Reshape([-1])).Reshape([places.Size(0), places.Size(1), -1]);
}
