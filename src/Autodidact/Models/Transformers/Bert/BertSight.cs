using Autodidact.Engine;

namespace Autodidact.Models.Transformers.Bert;

/// <summary>What tokens may attend to.</summary>
/// <param name="seen"><c>[batch, length]</c>: 1 for tokens that all others see, 0 for what only fills up a row; null where all are seen.</param>
/// <param name="texts"><c>[batch, length]</c>: the number of a token's text, beyond which it sees nothing; null where rows are one text.</param>
/// <param name="type">Of the bias.</param>
internal sealed class BertSight(Tensor? seen, Tensor? texts, ScalarType type)
{
    // The published value, rather than minus infinity: a row without any token stays finite.
    private const double Unseen = -10000;

    private Tensor? _bias;

    public Tensor? Texts => texts;

    /// <summary>Whether <see cref="Texts"/> say it all.</summary>
    public bool IsWhole => seen is null;

    /// <summary>Added to attention's logits, broadcast to <c>[batch, heads, length, length]</c>; made when it is first asked for.</summary>
    public Tensor? Bias => _bias ??= texts is not null
        ? (texts.Unsqueeze(1).Ne(texts.Unsqueeze(2)).To(type) * Unseen).Unsqueeze(1)
        : seen is null ? null : ((1 - seen.To(type)) * Unseen).Unsqueeze(1).Unsqueeze(1);
}
