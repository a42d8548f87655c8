using Autodidact.Data.Loading;
using Autodidact.Engine;
using Autodidact.Engine.Modules;
using Autodidact.Methods.Memories;
using Autodidact.Models;
using Autodidact.Objectives;

namespace Autodidact.Methods;

/// <summary>
/// NNCLR: the positive of a view is not the other view but the nearest of earlier pictures to it, which the other view predicts. Dwibedi et
/// al. 2021, arXiv:2104.14548.
/// </summary>
public sealed class Nnclr : EmbeddingMethod
{
    private readonly NnclrOptions _options;
    private readonly Layer _head;
    private readonly Layer? _predictor;
    private readonly KeyQueue _support;
    private readonly Pending _newRows = new();

    public Nnclr(NnclrOptions options, Backbone backbone, MethodContext context) : base(backbone)
    {
        _options = options;
        Child("backbone", backbone);
        _head = Child("head", ProjectionHead.Mlp(backbone.FeatureSize, options.HiddenSize, options.EmbeddingSize, 3, batchNorm: true, outputBatchNorm: true));
        _predictor = options.Predictor ? Child("predictor", ProjectionHead.Mlp(options.EmbeddingSize, options.PredictorSize, options.EmbeddingSize, batchNorm: true)) : null;
        _support = Child("support", new KeyQueue(Math.Clamp(context.Samples, 1, options.SupportSize), options.EmbeddingSize));
    }

    protected override int SmallestBatch => 32;

    protected override EmbeddedViews Embed(ImageViews batch)
    {
        Tensor[] projections = [.. ForwardEach(Backbone, batch).Select(_head.Forward)];
        return new(Ops.Cat([.. _predictor is null ? projections : projections.Select(_predictor.Forward)]), Ops.Cat(projections).Detach());
    }

    protected override Tensor Observed(EmbeddedViews all) => all.Targets!;

    protected override StepResult Compare(EmbeddedViews all, ImageViews batch)
    {
        using FullPrecision guard = new(all.Rows.Device);
        long samples = all.Rows.Size(0) / batch.Views;
        Tensor unit = FullPrecision.Of(all.Targets!).Normalize();
        Tensor similarity = unit.Matmul(_support.Keys.T()), nearest = similarity.Argmax(1);
        Tensor neighbours = _options.Neighbours ? _support.Keys.IndexSelect(0, nearest) : unit;
        _newRows.Set(unit.Narrow(0, 0, samples));

        Tensor Half(int view, int other) => Contrastive.Matching(
            neighbours.Narrow(0, view * samples, samples), all.Rows.Narrow(0, other * samples, samples), _options.Temperature);
        return new StepResult((Half(0, 1) + Half(1, 0)) / 2,
            new Measure("neighbour_similarity", similarity.Amax([1]).Mean()),
            new Measure("same_neighbour", nearest.Narrow(0, 0, samples).Eq(nearest.Narrow(0, samples, samples)).To(ScalarType.Float32).Mean()),
            new Measure(FigureNames.PositiveSimilarity, Geometry.PositiveSimilarity(unit, batch.Views)),
            Measure.Of(FigureNames.ChanceLoss, Math.Log(samples)));
    }

    /// <inheritdoc/>
    public override void AfterStep()
    {
        using Tensor? rows = _newRows.Take();
        if (rows is not null) _support.Push(rows);
    }

    protected override void Dispose(bool disposing)
    {
        _newRows.Dispose();
        base.Dispose(disposing);
    }
}
