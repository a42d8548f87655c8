using Autodidact.Engine;

namespace Autodidact.Objectives;

/// <summary>Prediction of hidden tokens (Devlin et al. 2019, arXiv:1810.04805, section 3.1). Computed in fp32 or wider.</summary>
public static class MaskedTokens
{
    /// <summary>
    /// Cross entropy of the predictions with the tokens, averaged in each row and then over the rows: so that it does not matter how a batch is
    /// cut. Where rows are asked for equally many tokens, that is the mean over all.
    /// </summary>
    /// <param name="logits"><c>[asked, vocabulary]</c>: a prediction for each token that is asked for.</param>
    /// <param name="tokens"><c>[asked]</c>, 64-bit: what was there.</param>
    /// <param name="weights"><c>[asked]</c>: one over the tokens that the same row is asked for, over the number of rows.</param>
    /// <returns>A scalar; ln(vocabulary) where nothing is told apart.</returns>
    public static Tensor Loss(Tensor logits, Tensor tokens, Tensor weights)
    {
        using TensorScope scope = new();
        using FullPrecision guard = new(logits.Device);
        Tensor logarithms = FullPrecision.Of(logits).LogSoftmax(1);
        return (logarithms.Gather(1, tokens.Unsqueeze(1)).Squeeze(1) * weights.To(logarithms.Type)).Sum().Neg().Keep();
    }

    /// <summary>Share of the tokens that were guessed, averaged as the loss is; a scalar.</summary>
    /// <inheritdoc cref="Loss"/>
    public static Tensor Accuracy(Tensor logits, Tensor tokens, Tensor weights)
    {
        using TensorScope scope = new();
        using NoGradient guard = new();
        return (logits.Argmax(1).Eq(tokens).To(weights.Type) * weights).Sum().Keep();
    }
}
