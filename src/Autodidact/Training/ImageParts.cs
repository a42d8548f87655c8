using Autodidact.Data;
using Autodidact.Data.Loading;
using Autodidact.Data.Views;
using Autodidact.Engine.Distributed;
using Autodidact.Methods;
using Autodidact.Models;

namespace Autodidact.Training;

/// <summary>What a run on pictures is made of.</summary>
internal sealed class ImageParts(PretrainOptions options, ImageSource source, EarlierRun? earlier) : TrainingParts<ImageViews>(options, source, source.Count, device => Load(options, source, device), Create, earlier)
{
    // Several batches ahead hide pictures that are slow to read. Where memory is short and a step is long, one is enough.
    private const int AheadInChunks = 1;

    private readonly ulong _seed = options.Seed;
    private readonly ImageSource _source = source;

    public override IReadOnlyList<ViewPlan> Plans { get; } = PlansOf(options);

    public override Preprocessing Preprocessing => ImagePreprocessing.Of(Plans[0]);

    public override IEnumerable<string> Notes => Plans.Select(plan => $"views:\n{plan}".ReplaceLineEndings("\n  ")).Distinct();

    public override void WriteViews(RunFolder folder)
    {
        if (!File.Exists(folder.Views))
            PictureFile.Write(folder.Views, ViewSheet.Render(_source, Plans, seed: _seed));
    }

    public override ReconstructionRecorder? Recorder(RunFolder folder, CheckpointStore checkpoints) =>
        Method is IReconstructs ? new(Method, _source, Plans[0], _seed, folder, checkpoints) : null;

    private static IReadOnlyList<ViewPlan> PlansOf(PretrainOptions options) => ((ImageMethodOptions)options.Method).PlansFor(options.Views.Size!.Value, options.Views);

    private static ViewLoader Load(PretrainOptions options, ImageSource source, Engine.Device device)
    {
        LoaderOptions ahead = options.Chunks == 1 ? new() : new() { QueueLength = AheadInChunks };
        return new(source, PlansOf(options), ahead with { Batch = options.Batch, Rank = World.Current.Rank, Processes = World.Current.Size, Seed = options.Seed, Threads = options.LoaderThreads!.Value, MaximumBadShare = options.MaximumBadShare, Labels = options.Method.ReadsLabels, Device = device });
    }

    private static Method<ImageViews> Create(MethodOptions method, Backbone backbone, MethodContext context) => ((ImageMethodOptions)method).Create(backbone, context);
}
