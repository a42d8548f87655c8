using Autodidact.Data.Loading;
using Autodidact.Engine;
using Autodidact.Engine.Modules;
using Autodidact.Models.Tokenizers;
using Autodidact.Models.Transformers;
using Autodidact.Objectives;

namespace Autodidact.Methods.Tokens;

/// <summary>
/// BEiT: blocks of patches are hidden, and the codes that a tokenizer gives them predicted. Bao et al. 2021, arXiv:2106.08254. With a shallow network that predicts them once more from
/// the last block's class token and an earlier block's patches BEiT v2, Peng et al. 2022, arXiv:2208.06366.
/// </summary>
public sealed class Beit : Method<ImageViews>
{
    private const double FirstWeights = 0.02;

    private readonly TokenPredictionOptions _options;
    private readonly ulong _seed;
    private readonly VisionTransformer _encoder;
    private readonly EarlierRun _earlier;
    private readonly PatchTokenizer _tokenizer;
    private readonly Tensor _maskToken;
    private readonly TransformerBlock[] _aggregation;
    private readonly Linear _head;

    public Beit(TokenPredictionOptions options, VisionTransformer backbone, MethodContext context) : base(backbone)
    {
        (_options, _seed, _encoder) = (options, context.Seed, backbone);
        Child("backbone", backbone).FillPatches();
        _maskToken = Parameter("mask_token", Tensor.Randn([1, 1, backbone.FeatureSize]) * FirstWeights);
        _aggregation = Children("aggregation", options.AggregationLayers, _ => backbone.NewBlock());
        _earlier = context.Earlier ?? EarlierRun.At(options.Tokenizer);
        _tokenizer = Child("tokenizer", (PatchTokenizer)_earlier.Create());
        _head = Child("head", new Linear(backbone.FeatureSize, _tokenizer.Codebook.Codes.Size(0)));
        Initialization.Normal(_head, FirstWeights);
        Shrink(backbone.Blocks, 0);
        Shrink(_aggregation, options.PatchesAfter(backbone.Blocks.Count));
    }

    /// <summary>The tokenizer is the one that is named, whatever weights the rest starts from.</summary>
    public override void Start() => _earlier.Fill(_tokenizer);

    public override bool SparesPositions => true;

    public override StepResult Step(ImageViews batch)
    {
        Tensor images = batch.View(0);
        HiddenBlocks hidden = HiddenBlocks.Draw(_options, batch.Samples, _encoder.Grid(images), _seed, Now.Step, images.Device);
        Tensor words = _tokenizer.Words(images).Gather(1, hidden.Places).Reshape([-1]);
        IReadOnlyList<Tensor> states = _encoder.States(images, hidden.Flags, _maskToken);

        Tensor logits = Logits(states[^1], hidden), loss = Classification.CrossEntropy(logits, words);
        double chance = Math.Log(_tokenizer.Codebook.Codes.Size(0));
        Measure accuracy = new("word_accuracy", Classification.Accuracy(logits.Detach(), words));
        if (_aggregation.Length == 0) return new(loss, accuracy, Measure.Of(FigureNames.ChanceLoss, chance));

        Tensor again = Classification.CrossEntropy(Logits(Aggregated(images, states), hidden), words);
        return new(loss + again, accuracy, new("word_loss", loss.Detach()), new("aggregation_loss", again.Detach()), Measure.Of(FigureNames.ChanceLoss, 2 * chance));
    }

    // The deeper a block, the less its branches say at first (BEiT, section 2.5).
    private static void Shrink(IReadOnlyList<TransformerBlock> blocks, int before)
    {
        using TensorScope scope = new();
        using NoGradient guard = new();
        for (int i = 0; i < blocks.Count; i++)
            foreach ((_, Tensor weight) in blocks[i].NamedParameters().Where(parameter => parameter.Name is "attn.proj.weight" or "mlp.fc2.weight"))
                weight.MulInPlace(1 / Math.Sqrt(2 * (before + i + 1)));
    }

    // The last block's class token has to bring what patches of an earlier block do not know yet (BEiT v2, section 2.3).
    private Tensor Aggregated(Tensor images, IReadOnlyList<Tensor> states)
    {
        RelativePlaces? places = _encoder.Places(images);
        Tensor tokens = Ops.Cat([states[^1].Narrow(1, 0, _encoder.LeadingTokens), _encoder.WithoutLeading(states[_options.PatchesAfter(_encoder.Blocks.Count) - 1])], 1);
        foreach (TransformerBlock block in _aggregation) tokens = block.Forward(tokens, places: places);
        return tokens;
    }

    // Of the hidden patches alone, [batch * hidden, codes]; both predictions share norm and head.
    private Tensor Logits(Tensor tokens, HiddenBlocks hidden) =>
        _head.Forward(PatchMask.At(_encoder.WithoutLeading(_encoder.Normed(tokens)), hidden.Places)).Reshape([-1, _tokenizer.Codebook.Codes.Size(0)]);
}
