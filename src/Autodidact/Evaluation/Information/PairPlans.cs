using Autodidact.Data.Views;
using Autodidact.Methods;
using Autodidact.Models;
using Autodidact.Training;

namespace Autodidact.Evaluation.Information;

/// <summary>How the two views of a pair are made.</summary>
/// <param name="First">The first view's plan.</param>
/// <param name="Second">The second view's plan; often the same.</param>
public sealed record PairPlans(ViewPlan First, ViewPlan Second)
{
    /// <summary>SimCLR's views, at the encoder's size and normalisation: for an encoder of which nobody knows how it was pretrained.</summary>
    public static PairPlans Usual(ImagePreprocessing preprocessing)
    {
        ArgumentNullException.ThrowIfNull(preprocessing);
        ViewPlan plan = ViewPlan.SimClr(preprocessing.Size, new ViewOptions { Mean = preprocessing.Mean, Std = preprocessing.Std });
        return new(plan, plan);
    }

    /// <summary>The first two of a run's own views that have the encoder's size.</summary>
    /// <param name="recipe">The run's recipe.</param>
    /// <param name="preprocessing">The encoder's.</param>
    public static PairPlans Of(PretrainOptions recipe, ImagePreprocessing preprocessing)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        ArgumentNullException.ThrowIfNull(preprocessing);
        ViewPlan[] plans = recipe.Method is ImageMethodOptions method
            ? [.. method.PlansFor(recipe.Views.Size ?? preprocessing.Size, recipe.Views).Where(plan => plan.Size == preprocessing.Size)]
            : [];
        return plans.Length == 0 ? Usual(preprocessing) : new(plans[0], plans[Math.Min(1, plans.Length - 1)]);
    }
}
