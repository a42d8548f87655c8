using Autodidact.Data.Loading;
using Autodidact.Engine;
using Autodidact.Models;

namespace Autodidact.Evaluation.FineTuning;

/// <summary>Some texts as rows of tokens, and their labels.</summary>
internal sealed class TextBatch : LabelledBatch
{
    private readonly IInputBatch _texts;
    private readonly Tensor _tokens;

    public TextBatch(IInputBatch texts, long[] labels, Device device)
    {
        _texts = texts;
        using TensorScope scope = new();
        (_tokens, Labels) = (texts.Inputs.To(device).Own(), Tensor.From(labels, labels.Length).To(device).Own());
    }

    /// <inheritdoc/>
    public override int Count => _texts.Samples.Count;

    /// <inheritdoc/>
    public override Tensor Labels { get; }

    /// <inheritdoc/>
    public override Tensor Features(Backbone network) => network.Forward(_tokens);

    protected override void Dispose(bool disposing)
    {
        Labels.Dispose();
        if (!ReferenceEquals(_tokens, _texts.Inputs)) _tokens.Dispose();
        _texts.Dispose();
    }
}
