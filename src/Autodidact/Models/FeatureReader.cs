using Autodidact.Data;
using Autodidact.Data.Loading;
using Autodidact.Data.Views;
using Autodidact.Engine;
using Autodidact.Engine.Distributed;

namespace Autodidact.Models;

/// <summary>
/// Frozen features of a source, in its order, batch by batch: each sample once, read without chance, in fp32 and without
/// a graph. Memory does not grow with the source. A broken sample has no row. The processes of a world share the work, and
/// each gets all of the features.
/// </summary>
public sealed class FeatureReader
{
    // Floats of a batch of pictures: what a first layer makes of them, twenty times as many, still lies near a core, and the last batches keep all threads at work.
    private const int BatchFloats = 1 << 18;

    private readonly IInputs _inputs;
    private readonly Func<FrozenEncoder>? _encoder;
    private readonly bool _isLent;
    private readonly Func<Tensor, Tensor>? _network;
    private readonly World _world;
    private readonly int _batches, _batch;

    /// <param name="source">The pictures.</param>
    /// <param name="plan">How a picture is framed and normalised.</param>
    /// <param name="network">From <c>[batch, 3, size, size]</c> to <c>[batch, dimension]</c>.</param>
    /// <param name="loader">Batch and threads; null for the defaults.</param>
    public FeatureReader(ImageSource source, ViewPlan plan, Func<Tensor, Tensor> network, LoaderOptions? loader = null)
        : this(source, shared => new EvaluationLoader(source, plan, shared), null, network, loader) => ArgumentNullException.ThrowIfNull(network);

    private FeatureReader(DataSource source, Func<LoaderOptions, IInputs> inputs, Func<FrozenEncoder>? encoder, Func<Tensor, Tensor>? network, LoaderOptions? loader, bool isLent = false)
    {
        (_world, _isLent) = (World.Current, isLent);
        LoaderOptions options = (loader ?? new()) with { Rank = _world.Rank, Processes = _world.Size };
        (_inputs, _encoder, _network, _batches, _batch) = (inputs(options), encoder, network, (source.Count + options.Batch - 1) / options.Batch, options.Batch);
    }

    /// <summary>The broken samples of the last pass.</summary>
    public IReadOnlyList<BadSample> Skipped { get; private set; } = [];

    /// <summary>
    /// Features of an encoder, as its weights are when a pass begins. On the CPU as many threads as the engine has on the thread that asks compute, each with batches of its own; batches of pictures
    /// are no larger than what lies near a core.
    /// </summary>
    /// <exception cref="DataException">The source holds other samples than the encoder reads.</exception>
    public static FeatureReader Of(Encoder encoder, DataSource source, LoaderOptions? loader = null)
    {
        ArgumentNullException.ThrowIfNull(encoder);
        loader ??= new();
        bool isOnCpu = encoder.Backbone.Parameters().First().Device.Kind == DeviceKind.Cpu;
        if (isOnCpu && encoder.Preprocessing is ImagePreprocessing pictures) loader = loader with { Batch = Math.Min(loader.Batch, BatchOf(pictures.Size)) };
        return new(source, shared => Fitting(encoder.Preprocessing, source).Inputs(source, shared), encoder.Freeze, null, loader);
    }

    /// <summary>Features of an encoder that somebody else froze, and keeps.</summary>
    /// <exception cref="DataException">The source holds other samples than the encoder reads.</exception>
    internal static FeatureReader Of(Encoder encoder, FrozenEncoder frozen, DataSource source, LoaderOptions loader) =>
        new(source, shared => Fitting(encoder.Preprocessing, source).Inputs(source, shared), () => frozen, null, loader, isLent: true);

    /// <summary>Features after each layer of an encoder's network, beside each other (<see cref="Encoder.EmbedLayers"/>).</summary>
    /// <exception cref="DataException">The source holds other samples than the encoder reads.</exception>
    public static FeatureReader OfLayers(Encoder encoder, DataSource source, LoaderOptions? loader = null)
    {
        ArgumentNullException.ThrowIfNull(encoder);
        return new(source, shared => Fitting(encoder.Preprocessing, source).Inputs(source, shared), null, encoder.EmbedLayers, loader);
    }

    /// <summary>
    /// No features at all: the encoder's own input. Of a picture every pixel, <c>[batch, 3 * size * size]</c>; of a text how often it has each
    /// token, <c>[batch, vocabulary]</c>.
    /// </summary>
    /// <param name="largestSize">Larger pictures are framed to so many rows and columns, since a classifier of a million pixels would not end.</param>
    public static FeatureReader OfRawInput(Preprocessing preprocessing, DataSource source, int largestSize = 32, LoaderOptions? loader = null)
    {
        ArgumentNullException.ThrowIfNull(preprocessing);
        Func<Tensor, Tensor> network = inputs => inputs;
        return new(source, Inputs, null, inputs => network(inputs), loader);

        IInputs Inputs(LoaderOptions shared)
        {
            (IInputs inputs, network) = Fitting(preprocessing, source).Raw(source, shared, largestSize);
            return inputs;
        }
    }

    /// <summary>One pass over the source.</summary>
    /// <exception cref="DataException">Too many samples are broken.</exception>
    public IEnumerable<FeatureBatch> Batches(CancellationToken cancel = default)
    {
        bool shared = _world.Size > 1;
        IEnumerable<FeatureBatch> batches = shared ? SharedFeatures.Of(_world, Own(CancellationToken.None), _batches, cancel) : Own(cancel);
        foreach (FeatureBatch batch in OrderedFeatures.Of(batches, _inputs.Stretch, _batch)) yield return batch;
        Skipped = shared ? SharedFeatures.Of(_world, _inputs.Skipped) : _inputs.Skipped;
    }

    private IEnumerable<FeatureBatch> Own(CancellationToken cancel)
    {
        FrozenEncoder? frozen = _encoder?.Invoke();
        using FrozenEncoder? own = _isLent ? null : frozen;
        Func<Tensor, Tensor> network = frozen is null ? _network! : frozen.Embed;
        int threads = TorchRuntime.Threads;
        if (frozen is not { IsShared: true } || threads == 1)
        {
            foreach (IInputBatch batch in _inputs.Batches(cancel))
            {
                using (batch) yield return Read(batch, network);
            }
            yield break;
        }
        try
        {
            foreach (FeatureBatch batch in FeatureWorkers.Of(_inputs.Batches(cancel), threads, batch => Read(batch, network), cancel)) yield return batch;
        }
        finally
        {
            // A part of what the threads were told holds for the whole process.
            TorchRuntime.Threads = threads;
        }
    }

    // Scopes and guards belong to a thread and must not stay open while the caller has the batch.
    private static FeatureBatch Read(IInputBatch batch, Func<Tensor, Tensor> network)
    {
        using TensorScope scope = new();
        using InferenceMode guard = new();
        if (batch.Samples.Count == 0) return new([], 0, []);
        Tensor features = network(batch.Inputs);
        return new(features.ToArray<float>(), (int)features.Size(1), [.. batch.Samples]);
    }

    // A power of two, so that shards and batches fit each other.
    private static int BatchOf(int size) => 1 << Math.Max(3, (int)Math.Log2(BatchFloats / (3.0 * size * size)));

    private static Preprocessing Fitting(Preprocessing preprocessing, DataSource source) => preprocessing.Name == source.Modality
        ? preprocessing
        : throw new DataException($"{source.Name} holds {source.Samples}, and the encoder's samples are of another kind: {preprocessing.Name}.");
}
