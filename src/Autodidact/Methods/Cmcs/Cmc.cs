using Autodidact.Data.Loading;
using Autodidact.Engine;
using Autodidact.Engine.Modules;
using Autodidact.Methods.Memories;
using Autodidact.Models;
using Autodidact.Models.LabSplits;
using Autodidact.Objectives;

namespace Autodidact.Methods.Cmcs;

/// <summary>
/// Contrastive multiview coding: what a picture's luminance and its colours have in common is what is in the picture. Each view finds what is
/// remembered of the others. Tian, Krishnan and Isola 2020, arXiv:1906.05849.
/// </summary>
/// <remarks>
/// With a <see cref="LabSplit"/> each part has a network of its own, as in the paper. Any other backbone sees both parts, as a grey picture and
/// as what remains of the picture without its grey, and is kept for whole pictures, which are their sum.
/// </remarks>
public sealed class Cmc : EmbeddingMethod
{
    private readonly CmcOptions _options;
    private readonly MethodContext _context;
    private readonly Layer[] _heads;
    private readonly InstanceMemory[] _memories;
    private readonly int _negatives;

    public Cmc(CmcOptions options, Backbone backbone, MethodContext context) : base(backbone)
    {
        (_options, _context, _negatives) = (options, context, Math.Clamp(context.Samples - 1, 1, options.Negatives));
        Child("backbone", backbone);
        (int light, int color) = backbone is LabSplit split ? (split.Luminance.FeatureSize, split.Chrominance.FeatureSize) : (backbone.FeatureSize, backbone.FeatureSize);
        _heads =
        [
            Child("luminance_head", ProjectionHead.Linear(light, options.EmbeddingSize, options.HeadBatchNorm)),
            Child("chrominance_head", ProjectionHead.Linear(color, options.EmbeddingSize, options.HeadBatchNorm)),
        ];
        _memories = [.. Enumerable.Range(0, 2 * options.Crops).Select(view => Child($"memory{view}", new InstanceMemory(
            new MemoryBank(context.Samples, options.EmbeddingSize, options.MemoryMomentum), options.Loss, options.Temperature)))];
    }

    // Views are the luminance of each crop, then the colours of each crop.
    protected override EmbeddedViews Embed(ImageViews batch)
    {
        (Tensor luminance, Tensor chrominance) = Halves(batch.AllViews);
        return Ops.Cat([_heads[0].Forward(luminance), _heads[1].Forward(chrominance)]);
    }

    protected override StepResult Compare(EmbeddedViews all, ImageViews batch)
    {
        using FullPrecision guard = new(all.Rows.Device);
        int views = _memories.Length;
        long samples = all.Rows.Size(0) / views;
        Tensor[] units = [.. Enumerable.Range(0, views).Select(view => FullPrecision.Of(all.Rows.Narrow(0, view * samples, samples)).Normalize())];
        Tensor indices = Gathered(batch.Indices), candidates = Candidates.Draw(indices, _negatives, _context.Samples, _context.Seed, Now.Step);
        Tensor? loss = null;
        int pairs = 0;
        IReadOnlyList<Measure> figures = [];
        for (int view = 0; view < views; view++)
        {
            for (int other = 0; other < views; other++)
            {
                if (view == other || (_options.Graph == ViewGraph.Core && view > 0 && other > 0)) continue;
                Tensor logits = _memories[other].Logits(units[view], candidates), term = _memories[other].Loss(_memories[other].Scores(logits));
                loss = loss is null ? term : loss + term;
                if (pairs++ == 0 && Now.Watched) figures = ContrastFigures.Of(logits.Detach(), _options.Temperature);
            }
        }
        for (int view = 0; view < views; view++) _memories[view].Remember(indices, units[view]);
        Measure chance = Measure.Of(FigureNames.ChanceLoss, pairs * _memories[0].ChanceLoss(_negatives));
        return new(loss!, [.. figures.Where(figure => figure.Name != chance.Name), chance]);
    }

    // Luminance and colours go through networks of their own: only what one of them makes can be compared.
    protected override Tensor Observed(EmbeddedViews all) => all.Rows.Narrow(0, 0, all.Rows.Size(0) / 2);

    /// <inheritdoc/>
    public override void AfterStep()
    {
        foreach (InstanceMemory memory in _memories) memory.AfterStep();
    }

    private (Tensor Luminance, Tensor Chrominance) Halves(Tensor images)
    {
        if (Backbone is LabSplit split) return split.Halves(images);
        Tensor grey = images.Mean([1L], keepdim: true).Expand(images.Shape);
        return (Backbone.Forward(grey.ChannelsLast()), Backbone.Forward((images - grey).ChannelsLast()));
    }
}
