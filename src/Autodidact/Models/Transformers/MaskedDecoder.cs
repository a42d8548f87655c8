using Autodidact.Engine;
using Autodidact.Engine.Modules;

namespace Autodidact.Models.Transformers;

/// <summary>
/// The decoder of MAE (He et al. 2022, arXiv:2111.06377): a few small blocks that predict the pixels of every patch from what the encoder made of the few that it
/// saw. The authors' names; positions are sines and cosines, which are computed and not kept.
/// </summary>
public sealed class MaskedDecoder : Module
{
    private readonly int _leading;
    private readonly Linear _embed, _predict;
    private readonly Tensor _maskToken;
    private readonly TransformerBlock[] _blocks;
    private readonly LayerNorm _norm;
    private readonly FixedPositions _positions;

    /// <param name="encoder">Whose tokens are decoded.</param>
    /// <param name="width">Size of the decoder's tokens, a multiple of 4.</param>
    /// <param name="depth">Blocks.</param>
    /// <param name="heads">Heads of a block; they divide the width.</param>
    public MaskedDecoder(VisionTransformer encoder, int width, int depth, int heads)
    {
        ArgumentNullException.ThrowIfNull(encoder);
        _leading = encoder.LeadingTokens;
        _positions = new(width);
        _maskToken = Parameter("mask_token", Tensor.Randn([1, 1, width]) * 0.02);
        _embed = Child("decoder_embed", new Linear(encoder.FeatureSize, width));
        _blocks = Children("decoder_blocks", depth, _ => new TransformerBlock(width, heads));
        _norm = Child("decoder_norm", new LayerNorm(width));
        _predict = Child("decoder_pred", new Linear(width, 3L * encoder.PatchSize * encoder.PatchSize));
        Initialization.Xavier(this);
    }

    /// <summary>The pixels of every patch, <c>[batch, rows * columns, size * size * 3]</c>; see <see cref="Objectives.MaskedPixels"/> for their order.</summary>
    /// <param name="latent">The encoder's tokens behind its last norm, <c>[batch, leading + kept, width]</c>.</param>
    /// <param name="mask">Which patches they are.</param>
    /// <param name="rows">Patches of a picture from top to bottom.</param>
    /// <param name="columns">Patches of a picture from left to right.</param>
    public Tensor Forward(Tensor latent, PatchMask mask, int rows, int columns)
    {
        ArgumentNullException.ThrowIfNull(mask);
        Tensor tokens = _embed.Forward(latent).To(_maskToken.Type);      // what goes around the blocks stays in full precision
        Tensor lead = tokens.Narrow(1, 0, _leading), patches = mask.Restored(tokens.Narrow(1, _leading, tokens.Size(1) - _leading), _maskToken);
        tokens = Ops.Cat([lead, patches + _positions.At(rows, columns, _maskToken)], 1);
        foreach (TransformerBlock block in _blocks) tokens = block.Forward(tokens);
        return _predict.Forward(_norm.Forward(tokens)).Narrow(1, _leading, (long)rows * columns);
    }

    protected override void Dispose(bool disposing)
    {
        _positions.Dispose();
        base.Dispose(disposing);
    }
}
