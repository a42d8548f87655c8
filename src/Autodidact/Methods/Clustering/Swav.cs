using Autodidact.Data.Loading;
using Autodidact.Engine;
using Autodidact.Engine.Modules;
using Autodidact.Models;
using Autodidact.Objectives;

namespace Autodidact.Methods.Clustering;

/// <summary>SwAV: which prototypes one view of a picture belongs to is predicted from its other views. Caron et al. 2020, arXiv:2006.09882.</summary>
public sealed class Swav : EmbeddingMethod
{
    private readonly SwavOptions _options;
    private readonly Layer _head, _prototypes;
    private readonly EmbeddingQueue? _queue;
    private readonly Tensor _vectors;
    private readonly Pending _embeddings = new();

    public Swav(SwavOptions options, Backbone backbone) : base(backbone)
    {
        _options = options;
        Child("backbone", backbone);
        _head = Child("head", options.Head(backbone.FeatureSize));
        _prototypes = Child("prototypes", new Linear(options.EmbeddingSize, options.Prototypes, bias: false));
        _vectors = _prototypes.Parameters().Single();
        if (options.QueueLength > 0) _queue = Child("queue", new EmbeddingQueue(MultiCropOptions.GlobalViews, options.QueueLength, options.EmbeddingSize));
        Normalise();
    }

    private bool Queues => _queue is not null && Now.Epoch >= _options.QueueFromEpoch;

    protected override EmbeddedViews Embed(ImageViews batch)
    {
        Tensor projected = _head.Forward(Forward(Backbone, batch));
        using FullPrecision guard = new(projected.Device);
        Tensor embeddings = FullPrecision.Of(projected).Normalize();
        return new(_prototypes.Forward(embeddings), embeddings.Detach().Narrow(0, 0, MultiCropOptions.GlobalViews * batch.Batch));
    }

    protected override StepResult Compare(EmbeddedViews all, ImageViews batch)
    {
        long samples = all.Rows.Size(0) / batch.Views;
        (int, Tensor)[] codes = [.. Enumerable.Range(0, MultiCropOptions.GlobalViews).Select(view => (view, Codes(view, all.Rows.Detach().Narrow(0, view * samples, samples))))];
        _embeddings.Set(Queues ? all.Targets : null);
        return new StepResult(
            SwappedPrediction.Loss(all.Rows, batch.Views, codes, _options.Temperature),
            new Measure(FigureNames.PrototypeUsage, SoftTargets.Usage((all.Rows.Detach() / _options.Temperature).Softmax(1))),
            Measure.Of(FigureNames.ChanceLoss, Math.Log(_options.Prototypes)));
    }

    // Scores say where embeddings lie among the prototypes; how they lie to each other is what collapse shows in.
    protected override Tensor Observed(EmbeddedViews all) => all.Targets!;

    public override void BeforeUpdate() => Frozen.Until(_options.FreezePrototypesEpochs, _prototypes, Now);

    public override void AfterStep()
    {
        Normalise();
        using Tensor? embeddings = _embeddings.Take();
        if (embeddings is not null) _queue!.Push(embeddings, embeddings.Size(0) / MultiCropOptions.GlobalViews);
    }

    protected override void Dispose(bool disposing)
    {
        _embeddings.Dispose();
        base.Dispose(disposing);
    }

    private Tensor Codes(int view, Tensor scores)
    {
        if (!_options.Sinkhorn) return (scores / _options.Epsilon).Softmax(1);
        Tensor all = Sinkhorn.Assign(Queues ? _queue!.Before(view, scores, _vectors) : scores, _options.Epsilon, _options.SinkhornIterations);
        return all.Narrow(0, all.Size(0) - scores.Size(0), scores.Size(0));
    }

    private void Normalise()
    {
        using TensorScope scope = new();
        using NoGradient guard = new();
        _vectors.CopyInPlace(_vectors.Normalize());
    }
}
