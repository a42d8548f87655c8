using Autodidact.Data;
using Autodidact.Data.Loading;
using Autodidact.Data.Views;
using Autodidact.Engine;
using Autodidact.Engine.Distributed;

namespace Autodidact.Models;

/// <summary>
/// Frozen features of a source, in its order, batch by batch: each picture once, framed without chance, in fp32 and without
/// a graph. Memory does not grow with the source. A broken sample has no row. The processes of a world share the work, and
/// each gets all of the features.
/// </summary>
public sealed class FeatureReader
{
    private readonly EvaluationLoader _loader;
    private readonly Func<Tensor, Tensor> _network;
    private readonly World _world;
    private readonly int _batches;

    /// <param name="source">The pictures.</param>
    /// <param name="plan">How a picture is framed and normalised.</param>
    /// <param name="network">From <c>[batch, 3, size, size]</c> to <c>[batch, dimension]</c>.</param>
    /// <param name="loader">Batch and threads; null for the defaults.</param>
    public FeatureReader(ImageSource source, ViewPlan plan, Func<Tensor, Tensor> network, LoaderOptions? loader = null)
    {
        ArgumentNullException.ThrowIfNull(network);
        _world = World.Current;
        LoaderOptions options = (loader ?? new()) with { Rank = _world.Rank, Processes = _world.Size };
        (_loader, _network, _batches) = (new EvaluationLoader(source, plan, options), network, (source.Count + options.Batch - 1) / options.Batch);
    }

    /// <summary>The broken samples of the last pass.</summary>
    public IReadOnlyList<BadSample> Skipped { get; private set; } = [];

    /// <summary>Features of an encoder.</summary>
    public static FeatureReader Of(Encoder encoder, ImageSource source, LoaderOptions? loader = null)
    {
        ArgumentNullException.ThrowIfNull(encoder);
        return new(source, encoder.Preprocessing.Plan(), encoder.Embed, loader);
    }

    /// <summary>
    /// No features at all: the encoder's own input, pixel by pixel, <c>[batch, 3 * size * size]</c>. Larger pictures are framed
    /// to <paramref name="largestSize"/> rows and columns, since a classifier of a million pixels would not end.
    /// </summary>
    public static FeatureReader OfPixels(Preprocessing preprocessing, ImageSource source, int largestSize = 32, LoaderOptions? loader = null)
    {
        ArgumentNullException.ThrowIfNull(preprocessing);
        ViewPlan plan = (preprocessing with { Size = Math.Min(preprocessing.Size, largestSize) }).Plan();
        return new(source, plan, images => images.Flatten(1), loader);
    }

    /// <summary>One pass over the source.</summary>
    /// <exception cref="DataException">Too many samples are broken.</exception>
    public IEnumerable<FeatureBatch> Batches(CancellationToken cancel = default)
    {
        bool shared = _world.Size > 1;
        foreach (FeatureBatch batch in shared ? SharedFeatures.Of(_world, Own(CancellationToken.None), _batches, cancel) : Own(cancel))
            yield return batch;
        Skipped = shared ? SharedFeatures.Of(_world, _loader.Skipped) : _loader.Skipped;
    }

    private IEnumerable<FeatureBatch> Own(CancellationToken cancel)
    {
        foreach (ImageViews views in _loader.Batches(cancel))
        {
            using (views) yield return Read(views);
        }
    }

    // Scopes and guards belong to a thread and must not stay open while the caller has the batch.
    private FeatureBatch Read(ImageViews views)
    {
        using TensorScope scope = new();
        using InferenceMode guard = new();
        if (views.Batch == 0) return new([], 0, []);
        Tensor features = _network(views.AllViews);
        return new(features.ToArray<float>(), (int)features.Size(1), [.. views.Samples]);
    }
}
