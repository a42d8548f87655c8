using Autodidact.Data.Loading;
using Autodidact.Engine;
using Autodidact.Engine.Modules;
using Autodidact.Models;
using Autodidact.Objectives;

namespace Autodidact.Methods;

/// <summary>The baseline: a linear classifier on the backbone, both learning from labels by cross entropy.</summary>
public sealed class Supervised : EmbeddingMethod
{
    private readonly SupervisedOptions _options;
    private readonly MethodContext _context;
    private readonly Linear _classifier;

    public Supervised(SupervisedOptions options, Backbone backbone, MethodContext context) : base(backbone)
    {
        (_options, _context) = (options, context);
        if (context.Classes < 2) throw new ArgumentException($"Learning from labels needs at least 2 classes; the source has {context.Classes}.", nameof(context));
        Child("backbone", backbone);
        _classifier = Child("classifier", new Linear(backbone.FeatureSize, context.Classes));
    }

    protected override EmbeddedViews Embed(ImageViews batch)
    {
        Tensor features = Forward(Backbone, batch);
        return new(_classifier.Forward(features), features.Detach());
    }

    protected override Tensor Observed(EmbeddedViews all) => all.Targets!;

    protected override StepResult Compare(EmbeddedViews all, ImageViews batch)
    {
        Tensor labels = Gathered(batch.Labels).Repeat([batch.Views]);
        return new StepResult(Classification.CrossEntropy(all.Rows, labels, _options.LabelSmoothing),
            new Measure("training_accuracy", Classification.Accuracy(all.Rows.Detach(), labels)),
            Measure.Of(FigureNames.ChanceLoss, Math.Log(_context.Classes)));
    }
}
