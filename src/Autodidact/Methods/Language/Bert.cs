using Autodidact.Data.Loading;
using Autodidact.Data.Text;
using Autodidact.Engine;
using Autodidact.Methods.Masked;
using Autodidact.Models.Transformers.Bert;
using Autodidact.Objectives;

namespace Autodidact.Methods.Language;

/// <summary>
/// BERT: some tokens of a text are hidden, anew each time, and predicted from all others; on request also how two stretches of text belong
/// together. Devlin et al. 2019, arXiv:1810.04805.
/// </summary>
public sealed class Bert : Method<TokenBatch>
{
    private readonly BertOptions _options;
    private readonly HiddenTokens _hiding;
    private readonly BertEncoder _encoder;
    private readonly BertHeads _heads;
    private readonly bool _separate;

    /// <param name="options">What is hidden and asked.</param>
    /// <param name="backbone">The network that learns; it becomes the method's.</param>
    /// <param name="context">What the run is like.</param>
    /// <param name="tokens">How texts became rows.</param>
    /// <param name="tokenizer">What cut them.</param>
    public Bert(BertOptions options, BertEncoder backbone, MethodContext context, TokenOptions tokens, Tokenizer tokenizer) : base(backbone)
    {
        (_options, _encoder, _separate) = (options, backbone, tokens.Separate);
        _hiding = new(options, tokenizer, context.Seed);
        Child("bert", backbone);
        _heads = Child("cls", new BertHeads(backbone));
    }

    /// <inheritdoc/>
    public override StepResult Step(TokenBatch batch)
    {
        HiddenRows rows = _hiding.Of(batch, Now.Step);
        Tensor hidden = Encode(rows, batch.Device);
        (long[] places, long[] tokens, float[] weights) = Asked(rows);
        Tensor asked = hidden.Flatten(0, 1).IndexSelect(0, On(Tensor.From(places, places.Length), batch.Device));
        Tensor targets = On(Tensor.From(tokens, tokens.Length), batch.Device);
        Tensor logits = _heads.Tokens(asked);
        Tensor shares = On(Tensor.From(weights, weights.Length), batch.Device), loss = MaskedTokens.Loss(logits, targets, shares);
        List<Measure> report = [new("token_accuracy", MaskedTokens.Accuracy(logits, targets, shares))];
        if (!_options.ReadsPairs) return new(loss, [.. report, Measure.Of(FigureNames.ChanceLoss, Math.Log(logits.Size(1)))]);

        Tensor sentences = _heads.Relationship(_encoder.Pooled(hidden)), said = On(Tensor.From(rows.Sentences, rows.Batch), batch.Device);
        Tensor sentenceLoss = Classification.CrossEntropy(sentences, said);
        return new(loss + sentenceLoss, [.. report, new("token_loss", loss.Detach()), new("sentence_loss", sentenceLoss.Detach()), new("sentence_accuracy", Classification.Accuracy(sentences, said))]);
    }

    private Tensor Encode(HiddenRows rows, Device device)
    {
        Tensor tokens = Rows(rows.Tokens), segments = Rows(rows.Segments), texts = Rows(rows.Texts);
        // Rows that one text fills need no walls between texts.
        return _separate && !_options.ReadsPairs ? _encoder.Packed(tokens, segments, texts, Rows(rows.Places)) : _encoder.Forward(tokens, segments, texts.Ne(0));

        Tensor Rows(long[] values) => On(Tensor.From(values, rows.Batch, rows.Length), device);
    }

    /// <summary>The tokens that are asked for: where they are, what they were, and how much each counts.</summary>
    private static (long[] Places, long[] Tokens, float[] Weights) Asked(HiddenRows rows)
    {
        (List<long> places, List<long> tokens, List<float> weights) = ([], [], []);
        for (int row = 0; row < rows.Batch; row++)
        {
            ReadOnlySpan<long> labels = rows.LabelsOf(row);
            float weight = 1f / (Math.Max(1, labels.Length - labels.Count(TokenMasking.NotAsked)) * rows.Batch);
            for (int i = 0; i < labels.Length; i++)
            {
                if (labels[i] == TokenMasking.NotAsked) continue;
                places.Add(((long)row * rows.Length) + i);
                tokens.Add(labels[i]);
                weights.Add(weight);
            }
        }
        return ([.. places], [.. tokens], [.. weights]);
    }

    private static Tensor On(Tensor tensor, Device device) => device.Kind == DeviceKind.Cpu ? tensor : tensor.To(device);
}
