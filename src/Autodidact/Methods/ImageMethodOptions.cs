using Autodidact.Configuration;
using Autodidact.Data.Loading;
using Autodidact.Data.Views;
using Autodidact.Models;

namespace Autodidact.Methods;

/// <summary>Options of a method that learns from several views of each picture.</summary>
public abstract record ImageMethodOptions : MethodOptions
{
    public sealed override string Modality => Data.Modality.Image;

    /// <summary>How each view of a picture is made; one plan a view.</summary>
    public virtual IReadOnlyList<ViewPlan> Plans(int size, ViewOptions views)
    {
        ViewPlan plan = ViewPlan.SimClr(size, views);
        return [plan, plan];
    }

    /// <summary>The plans of a run: <see cref="Plans"/>, or those of an <see cref="AugmentationStudy"/> where the views' settings ask for one.</summary>
    /// <exception cref="ConfigurationException">A study is asked for, and the method does not compare two views of one size.</exception>
    public IReadOnlyList<ViewPlan> PlansFor(int size, ViewOptions views) => AugmentationStudy.InsteadOf(Plans(size, views), views, Name);

    /// <summary>What the method needs of earlier runs and is missing, or does not fit, and what else only shows once network and views are settled.</summary>
    /// <param name="backbone">The network that is to learn, resolved.</param>
    /// <param name="view">How its pictures are made.</param>
    public virtual IEnumerable<ConfigurationMistake> Missing(BackboneOptions backbone, ViewPlan view) => [];

    /// <summary>The method around a backbone, its own parts freshly initialised.</summary>
    /// <param name="backbone">The network that learns; it becomes the method's.</param>
    /// <param name="context">What the run is like.</param>
    public abstract Method<ImageViews> Create(Backbone backbone, MethodContext context);
}
