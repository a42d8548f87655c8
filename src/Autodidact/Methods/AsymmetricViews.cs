using Autodidact.Data.Views;

namespace Autodidact.Methods;

/// <summary>
/// Two views that are not made alike, as in BYOL (Grill et al. 2020, arXiv:2006.07733, table 6) and since then in Barlow Twins and
/// VICReg: the first is always blurred, the second seldom, but now and then solarized. Small pictures are not blurred.
/// </summary>
public static class AsymmetricViews
{
    private const int BlurFrom = 64;

    private const double FirstBlur = 1, SecondBlur = 0.1;

    /// <summary>One plan for each of the two views.</summary>
    /// <param name="size">Rows and columns of a view, in pixels.</param>
    /// <param name="views">Strengths and probabilities; what it says about blur holds for both views.</param>
    /// <param name="solarize">Probability that the second view is solarized, 0.2 in the papers; the first has that of <paramref name="views"/>.</param>
    public static IReadOnlyList<ViewPlan> Plans(int size, ViewOptions views, double solarize)
    {
        ArgumentNullException.ThrowIfNull(views);
        ViewPlan Plan(double blur, double solarize) =>
            ViewPlan.SimClr(size, views with { BlurProbability = views.BlurProbability ?? (size >= BlurFrom ? blur : 0), SolarizeProbability = solarize });
        return [Plan(FirstBlur, views.SolarizeProbability), Plan(SecondBlur, Math.Max(solarize, views.SolarizeProbability))];
    }
}
