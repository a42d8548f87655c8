using Autodidact.Engine;

namespace Autodidact.Objectives;

/// <summary>
/// Contrastive predictive coding (van den Oord et al. 2018, arXiv:1807.03748): a context predicts what comes some steps later, told from
/// other candidates; the score of candidate z for context c and step k is zᵀ W_k c (eq. 3), the loss InfoNCE (eq. 4). Computed in fp32 or wider.
/// </summary>
public static class PredictiveCoding
{
    /// <summary>The candidates are the same moment of all sequences of the batch; averaged over steps and contexts.</summary>
    /// <param name="candidates">z, <c>[steps, batch, dimension]</c>: what followed each context after 1, 2, ... steps.</param>
    /// <param name="contexts">c, <c>[batch, context dimension]</c>.</param>
    /// <param name="predictors">W, <c>[steps, dimension, context dimension]</c>.</param>
    /// <param name="overContexts">The softmax runs over contexts for each candidate, in place of over candidates for each context.</param>
    /// <returns>A scalar; ln(batch) where nothing is told apart.</returns>
    public static Tensor BatchNegatives(Tensor candidates, Tensor contexts, Tensor predictors, bool overContexts = false)
    {
        using TensorScope scope = new();
        using FullPrecision guard = new(contexts.Device);
        Tensor predictions = FullPrecision.Of(contexts).Matmul(FullPrecision.Of(predictors).Transpose(1, 2));
        Tensor scores = FullPrecision.Of(candidates).Matmul(predictions.Transpose(1, 2));       // [steps, candidate, context]
        return scores.LogSoftmax(overContexts ? 2 : 1).Diagonal(0, 1, 2).Mean().Neg().Keep();
    }

    /// <summary>
    /// The negatives of every prediction are drawn from all moments of all sequences; a mean over positions and then over steps
    /// (as Löwe et al. 2019, arXiv:1905.11786, do for speech).
    /// </summary>
    /// <param name="latents">z, <c>[batch, length, dimension]</c>.</param>
    /// <param name="contexts">c, <c>[batch, length, context dimension]</c>.</param>
    /// <param name="predictors">W_1 to W_steps below each other, <c>[steps * dimension, context dimension]</c>.</param>
    /// <param name="negatives">
    /// <c>[count, batch * length]</c>, indices into <c>[batch * length]</c>. Step k, which has batch * (length - k) positions, uses the last so many columns.
    /// </param>
    /// <returns>Two scalars: the loss, ln(1 + count) where nothing is told apart, and the share of predictions whose own latent scores highest.</returns>
    public static (Tensor Loss, Tensor Accuracy) SampledNegatives(Tensor latents, Tensor contexts, Tensor predictors, Tensor negatives)
    {
        using TensorScope scope = new();
        using FullPrecision guard = new(latents.Device);
        (Tensor z, Tensor c, Tensor w) = (FullPrecision.Of(latents), FullPrecision.Of(contexts), FullPrecision.Of(predictors));
        (long batch, long length, long dimension) = (z.Size(0), z.Size(1), z.Size(2));
        Tensor all = z.Reshape([batch * length, dimension]);
        long steps = w.Size(0) / dimension, count = negatives.Size(0);
        Tensor[] losses = new Tensor[steps], hits = new Tensor[steps];
        for (long step = 1; step <= steps; step++)
        {
            long positions = batch * (length - step);
            Tensor matrix = w.Narrow(0, (step - 1) * dimension, dimension);
            Tensor predicted = c.Narrow(1, 0, length - step).Reshape([positions, -1]).Matmul(matrix.T());
            Tensor right = z.Narrow(1, step, length - step).Reshape([positions, dimension]);
            Tensor drawn = negatives.Narrow(1, (batch * length) - positions, positions).T().Reshape([positions * count]);
            Tensor wrong = all.IndexSelect(0, drawn).Reshape([positions, count, dimension]);
            Tensor scores = Ops.Cat([right.Unsqueeze(1), wrong], 1).Matmul(predicted.Unsqueeze(2)).Squeeze(2);
            losses[step - 1] = scores.LogSoftmax(1).Select(1, 0).Mean().Neg();
            hits[step - 1] = scores.Detach().Argmax(1).Eq(0).To(scores.Type).Mean();
        }
        return (Ops.Stack(losses).Mean().Keep(), Ops.Stack(hits).Mean().Keep());
    }
}
