using Autodidact.Engine;

namespace Autodidact.Objectives;

/// <summary>Objectives that ask embeddings to be distributed as a standard normal, one random direction at a time. Computed in fp32 or wider.</summary>
public static class SketchedNormality
{
    /// <summary>
    /// LeJEPA (Balestriero and LeCun 2025, arXiv:2511.08544, section 5): every view is near the mean of the large views, and the embeddings of each view
    /// are distributed as a standard normal.
    /// </summary>
    /// <param name="embeddings"><c>[views, batch, dimension]</c>, the large views first; not normalised.</param>
    /// <param name="largeViews">Views whose mean is the target, at least 1.</param>
    /// <param name="directions">As for <see cref="SigReg"/>.</param>
    /// <param name="knots">As for <see cref="SigReg"/>.</param>
    /// <param name="highest">As for <see cref="SigReg"/>.</param>
    public static LeJepaTerms LeJepa(Tensor embeddings, int largeViews, Tensor directions, int knots = 17, double highest = 3)
    {
        using FullPrecision guard = new(embeddings.Device);
        Tensor wide = FullPrecision.Of(embeddings);
        return new((wide - wide.Narrow(0, 0, largeViews).Mean([0L], keepdim: true)).Square().Mean(), SigReg(wide, directions, knots, highest));
    }

    /// <summary>
    /// SIGReg, sketched isotropic Gaussian regularisation (section 4 of the paper): along each direction the test of Epps and Pulley (1983), the squared distance between
    /// the empirical characteristic function and that of a standard normal, weighted by the latter and integrated over frequencies by trapezoids, times the number of rows;
    /// averaged over directions and views.
    /// </summary>
    /// <param name="embeddings"><c>[views, batch, dimension]</c>: each view is a sample of its own.</param>
    /// <param name="directions">Columns of length 1, <c>[dimension, count]</c>.</param>
    /// <param name="knots">Frequencies from 0 on at which it is evaluated, at least 2; it is even, so that those below 0 count by doubling.</param>
    /// <param name="highest">The highest frequency.</param>
    public static Tensor SigReg(Tensor embeddings, Tensor directions, int knots = 17, double highest = 3)
    {
        using FullPrecision guard = new(embeddings.Device);
        Tensor wide = FullPrecision.Of(embeddings);
        double spacing = highest / (knots - 1);
        Tensor frequencies = Tensor.Arange(knots, wide.Type, wide.Device) * spacing;
        Tensor normal = (frequencies.Square() * -0.5).Exp();
        double[] trapezoids = [.. Enumerable.Range(0, knots).Select(knot => knot == 0 || knot == knots - 1 ? spacing : 2 * spacing)];
        Tensor weights = normal * Tensor.From(trapezoids).To(wide.Type).To(wide.Device);

        Tensor phases = wide.Matmul(directions.To(wide.Type)).Unsqueeze(-1) * frequencies;     // [views, batch, directions, knots]
        Tensor error = (phases.Cos().Mean([1L]) - normal).Square() + phases.Sin().Mean([1L]).Square();
        return error.Matmul(weights).Mean() * wide.Size(1);
    }
}
