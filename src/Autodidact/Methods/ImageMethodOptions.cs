using Autodidact.Data.Loading;
using Autodidact.Data.Views;
using Autodidact.Models;

namespace Autodidact.Methods;

/// <summary>Options of a method that learns from several views of each picture.</summary>
public abstract record ImageMethodOptions : MethodOptions
{
    public override string Modality => "image";

    /// <summary>How each view of a picture is made; one plan a view.</summary>
    public virtual IReadOnlyList<ViewPlan> Plans(int size, ViewOptions views)
    {
        ViewPlan plan = ViewPlan.SimClr(size, views);
        return [plan, plan];
    }

    /// <summary>The method around a backbone, its own parts freshly initialised.</summary>
    /// <param name="backbone">The network that learns; it becomes the method's.</param>
    /// <param name="context">What the run is like.</param>
    public abstract Method<ImageViews> Create(Backbone backbone, MethodContext context);
}
