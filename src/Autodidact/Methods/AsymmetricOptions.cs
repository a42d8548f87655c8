using System.ComponentModel.DataAnnotations;
using Autodidact.Data.Views;

namespace Autodidact.Methods;

/// <summary>
/// Options of a method whose two views are not made alike, as in BYOL (Grill et al. 2020, arXiv:2006.07733, table 6) and since then in Barlow Twins, VICReg
/// and MoCo v3.
/// </summary>
public abstract record AsymmetricOptions : ImageMethodOptions
{
    /// <summary>Probability that the second view is solarized.</summary>
    [Range(0.0, 1.0)]
    public double SolarizeProbability { get; init; } = 0.2;

    /// <inheritdoc/>
    public override IReadOnlyList<ViewPlan> Plans(int size, ViewOptions views) => ViewPlan.Asymmetric(size, views, SolarizeProbability);
}
