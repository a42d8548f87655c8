using System.ComponentModel.DataAnnotations;
using Autodidact.Data.Loading;
using Autodidact.Data.Views;
using Autodidact.Models;

namespace Autodidact.Methods;

/// <summary>Settings of the supervised baseline.</summary>
public sealed record SupervisedOptions : ImageMethodOptions
{
    public override string Name => "supervised";

    public override string Family => "supervised";

    public override string Summary => "Cross entropy with the labels: the baseline that the others are measured against";

    public override bool ReadsLabels => true;

    /// <summary>Share of the target that is spread evenly over all classes.</summary>
    [Range(0.0, 0.99)]
    public double LabelSmoothing { get; init; }

    public override IReadOnlyList<ViewPlan> Plans(int size, ViewOptions views) => [ViewPlan.SimClr(size, views)];

    public override Method<ImageViews> Create(Backbone backbone, MethodContext context) => new Supervised(this, backbone, context);
}
