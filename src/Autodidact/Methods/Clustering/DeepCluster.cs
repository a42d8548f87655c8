using Autodidact.Data.Loading;
using Autodidact.Engine;
using Autodidact.Engine.Modules;
using Autodidact.Models;
using Autodidact.Objectives;

namespace Autodidact.Methods.Clustering;

/// <summary>
/// DeepCluster v2: k-means on the embeddings of all samples gives classes, which all views then predict until the next k-means. Caron et al.
/// 2018, arXiv:1807.05520; the second version in 2020, arXiv:2006.09882.
/// </summary>
public sealed class DeepCluster : EmbeddingMethod
{
    private readonly DeepClusterOptions _options;
    private readonly MethodContext _context;
    private readonly Layer _head;
    private readonly ClusterMemory _memory;
    private readonly Pending _samples = new(), _embeddings = new();

    public DeepCluster(DeepClusterOptions options, Backbone backbone, MethodContext context) : base(backbone)
    {
        (_options, _context) = (options, context);
        Child("backbone", backbone);
        _head = Child("head", options.Head(backbone.FeatureSize));
        Clusters = Math.Min(options.Clusters, context.Samples);
        _memory = Child("memory", new ClusterMemory(MultiCropOptions.GlobalViews, context.Samples, options.EmbeddingSize, options.Heads, Clusters));
    }

    /// <summary>Clusters of a head: no more than there are samples.</summary>
    public int Clusters { get; }

    protected override EmbeddedViews Embed(ImageViews batch)
    {
        Tensor projected = _head.Forward(Forward(Backbone, batch));
        using FullPrecision guard = new(projected.Device);
        return FullPrecision.Of(projected).Normalize();
    }

    protected override StepResult Compare(EmbeddedViews all, ImageViews batch)
    {
        using FullPrecision guard = new(all.Rows.Device);
        long samples = all.Rows.Size(0) / batch.Views;
        Tensor indices = Gathered(batch.Indices);
        // Centres are no parameters: they are those of the last k-means until the next one.
        Tensor scores = Ops.Stack([.. Enumerable.Range(0, _options.Heads).Select(head => all.Rows.Matmul(_memory.Centres.Select(0, head).T()))])
            .Reshape([_options.Heads, batch.Views, samples, Clusters]);
        Tensor labels = Now.Epoch == 0 ? FirstLabels(scores.Detach()) : _memory.Labels.IndexSelect(1, indices);
        _samples.Set(indices);
        _embeddings.Set(all.Rows.Narrow(0, 0, MultiCropOptions.GlobalViews * samples));
        return new StepResult(
            ClusterPrediction.Loss(scores, labels, _options.Temperature),
            new Measure(FigureNames.PrototypeUsage, SoftTargets.Usage((scores.Detach().Select(0, 0).Reshape([-1, Clusters]) / _options.Temperature).Softmax(1))),
            Measure.Of(FigureNames.ChanceLoss, Math.Log(Clusters)));
    }

    public override void AfterStep()
    {
        using Tensor? samples = _samples.Take(), embeddings = _embeddings.Take();
        if (samples is not null) _memory.Remember(samples, embeddings!);
        if (Now.EndsEpoch) _memory.Cluster(_options.KMeansIterations, _context.Seed, Now.Epoch);
    }

    protected override void Dispose(bool disposing)
    {
        _samples.Dispose();
        _embeddings.Dispose();
        base.Dispose(disposing);
    }

    /// <summary>Before the first k-means: the nearest of the random centres, so that all of them are used alike.</summary>
    private Tensor FirstLabels(Tensor scores) => Ops.Stack([.. Enumerable.Range(0, _options.Heads).Select(head =>
    {
        Tensor own = scores.Select(0, head).Select(0, head % MultiCropOptions.GlobalViews);
        return (_options.Sinkhorn ? Sinkhorn.Assign(own, _options.Epsilon, iterations: 3) : own).Argmax(1);
    })]);
}
