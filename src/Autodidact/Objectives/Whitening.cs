using Autodidact.Engine;

namespace Autodidact.Objectives;

/// <summary>Objectives that make collapse impossible by whitening embeddings before they are compared. Computed in fp32 or wider.</summary>
public static class Whitening
{
    /// <summary>
    /// Whitens by the inverse of the covariance's Cholesky factor (W-MSE, Ermolov et al. 2021, arXiv:2007.06346, section 3; Siarohin, Sangineto and Sebe 2019). Gradients flow
    /// through mean and covariance.
    /// </summary>
    /// <param name="rows"><c>[batch, dimension]</c>; more rows than dimensions, at best twice as many.</param>
    /// <param name="shrinkage">How far the covariance is drawn towards the unit matrix, 0 to 1.</param>
    public static Whitened Whiten(Tensor rows, double shrinkage = 0)
    {
        using FullPrecision guard = new(rows.Device);
        Tensor wide = FullPrecision.Of(rows), mean = wide.Mean([0L]), centred = wide - mean;
        Tensor covariance = centred.T().Matmul(centred) / (rows.Size(0) - 1);
        Tensor shrunk = shrinkage == 0 ? covariance : (covariance * (1 - shrinkage)) + (Tensor.Eye(wide.Size(1), wide.Type, wide.Device) * shrinkage);
        return new(shrunk.LinalgCholesky().LinalgSolveTriangular(centred.T(), upper: false).T(), mean, covariance);
    }

    /// <summary>
    /// W-MSE (eq. 5 and 6 of the paper): squared distance of unit vectors, <c>2 - 2 cos</c>, between the whitened embeddings of each pair of views, averaged.
    /// </summary>
    /// <param name="embeddings"><c>[views * batch, dimension]</c>, view-major. Each view is whitened by itself, in parts of <paramref name="part"/> rows as they
    /// come: the paper puts rows in random order before.</param>
    /// <param name="views">Views of each sample, at least 2.</param>
    /// <param name="part">Rows that are whitened together; divides the batch.</param>
    /// <param name="shrinkage">As for <see cref="Whiten"/>.</param>
    /// <returns>The loss, a scalar from 0 to 4, and all whitened parts: those of all views for the first part, then for the second, and so on.</returns>
    public static (Tensor Loss, IReadOnlyList<Whitened> Parts) WMse(Tensor embeddings, int views, int part, double shrinkage = 0)
    {
        long batch = embeddings.Size(0) / views;
        if (views < 2 || embeddings.Size(0) % views != 0 || batch % part != 0)
            throw new ArgumentException($"{embeddings.Size(0)} embeddings of {views} views are no whole number of parts of {part} samples; at least 2 views are needed.", nameof(part));
        Whitened[] parts =
        [
            .. from first in Enumerable.Range(0, (int)batch / part)
               from view in Enumerable.Range(0, views)
               select Whiten(embeddings.Narrow(0, (view * batch) + (first * part), part), shrinkage),
        ];
        Tensor[] whole = [.. Enumerable.Range(0, views).Select(view => Ops.Cat([.. parts.Where((_, i) => i % views == view).Select(one => one.Rows)]))];
        Tensor[] similarities = [.. from first in Enumerable.Range(0, views) from second in Enumerable.Range(first + 1, views - first - 1) select Prediction.NegativeCosine(whole[first], whole[second])];
        return ((Ops.Stack(similarities).Mean() + 1) * 2, parts);
    }
}
