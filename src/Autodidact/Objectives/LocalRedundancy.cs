using Autodidact.Engine;

namespace Autodidact.Objectives;

/// <summary>VICReg for whole pictures and for their parts.</summary>
public static class LocalRedundancy
{
    /// <summary>
    /// VICRegL (Bardes, Ponce and LeCun 2022, arXiv:2210.01571, eq. 1 to 3): beside whole views, the best matched places of two views agree;
    /// matched once by their embeddings and once by where they lie in the picture. Each of the first <paramref name="wholeViews"/> views is compared with
    /// all others; as in the authors' code, covariance is averaged over what is compared.
    /// </summary>
    /// <param name="views">The large views, then the small ones.</param>
    /// <param name="wholeViews">How many views are large.</param>
    /// <param name="matches">Pairs that count, of those found for the places of the large view and of those found for the places of the other.</param>
    /// <param name="epsilon">Added to variances.</param>
    public static VicRegLTerms VicRegL(IReadOnlyList<LocalFeatures> views, int wholeViews, (int Large, int Other) matches, double epsilon = 1e-4)
    {
        ArgumentNullException.ThrowIfNull(views);
        (LocalFeatures One, LocalFeatures Other)[] pairs = [.. from one in views.Take(wholeViews) from other in views where !ReferenceEquals(one, other) select (one, other)];
        VicRegTerms whole = new(
            Mean(pairs.Select(pair => Redundancy.Invariance(pair.One.Whole, pair.Other.Whole))),
            Mean(views.Select(view => Redundancy.Variance(view.Whole, epsilon))),
            Mean(views.Select(view => Redundancy.Covariance(view.Whole))));
        return new(whole, VicRegTerms.Mean([.. pairs.Select(pair => Places(pair.One, pair.Other, matches, epsilon))]));
    }

    // The two ways to match add up, the two directions of each are averaged.
    private static VicRegTerms Places(LocalFeatures one, LocalFeatures other, (int Large, int Other) matches, double epsilon)
    {
        VicRegTerms[] terms =
        [
            Matched(one.FlatPlaces, other.FlatPlaces, one.FlatPlaces, other.FlatPlaces, matches.Large, epsilon),
            Matched(other.FlatPlaces, one.FlatPlaces, other.FlatPlaces, one.FlatPlaces, matches.Other, epsilon),
            Matched(one.FlatPlaces, other.FlatPlaces, one.FlatGrid, other.FlatGrid, matches.Large, epsilon),
            Matched(other.FlatPlaces, one.FlatPlaces, other.FlatGrid, one.FlatGrid, matches.Other, epsilon),
        ];
        VicRegTerms mean = VicRegTerms.Mean(terms);
        return new(mean.Invariance * 2, mean.Variance * 2, mean.Covariance * 2);
    }

    /// <summary>VICReg's terms on those places whose nearest place of the other view is nearest, in the order of their distances.</summary>
    /// <param name="places"><c>[batch, places, channels]</c>.</param>
    /// <param name="candidates"><c>[batch, other places, channels]</c>.</param>
    /// <param name="at">What distances are measured between, <c>[batch, places, n]</c>.</param>
    /// <param name="candidatesAt"><c>[batch, other places, n]</c>.</param>
    private static VicRegTerms Matched(Tensor places, Tensor candidates, Tensor at, Tensor candidatesAt, int matches, double epsilon)
    {
        Tensor which, nearest;
        using (NoGradient guard = new())
        {
            Tensor closeness = (at.Detach().Unsqueeze(2) - candidatesAt.Detach().Unsqueeze(1)).Square().Sum([3L]).Neg();
            (Tensor best, Tensor index) = closeness.MaxAlong(2);
            (_, which) = best.Topk(Math.Min(matches, best.Size(1)), 1);
            nearest = index.Gather(1, which);
        }
        VicRegTerms terms = Redundancy.VicReg(Taken(places, which), Taken(candidates, nearest), epsilon);
        return terms with { Covariance = terms.Covariance / 2 };
    }

    private static Tensor Taken(Tensor places, Tensor which) =>
        places.Gather(1, which.Unsqueeze(2).Expand([-1, -1, places.Size(2)]));

    private static Tensor Mean(IEnumerable<Tensor> scalars) => Ops.Stack([.. scalars]).Mean();
}
