using Autodidact.Data.Loading;
using Autodidact.Engine;
using Autodidact.Engine.Distributed;
using Autodidact.Engine.Modules;
using Autodidact.Models;

namespace Autodidact.Methods;

/// <summary>
/// A method that embeds each view by itself and then compares the embeddings of the whole batch: with each other, with a teacher's, with
/// prototypes, or by their statistics. Memory need not hold the networks' work on all of it at once.
/// </summary>
/// <remarks>
/// Parameters belong into <see cref="Embed"/>, all of them: where gradients are cached, those of <see cref="Compare"/> end at
/// <see cref="EmbeddedViews.Rows"/>.
/// </remarks>
public abstract class EmbeddingMethod(Backbone backbone) : Method<ImageViews>(backbone), IEmbeddingMethod<ImageViews>
{
    /// <inheritdoc/>
    public sealed override StepResult Step(ImageViews batch) => Watched(Embed(batch), batch);

    EmbeddedViews IEmbeddingMethod<ImageViews>.Embed(ImageViews batch) => Embed(batch);

    StepResult IEmbeddingMethod<ImageViews>.Compare(EmbeddedViews embeddings, ImageViews batch) => Watched(embeddings, batch);

    /// <summary>EmbeddedViews of pictures that know nothing of each other, but for batch norm.</summary>
    protected abstract EmbeddedViews Embed(ImageViews batch);

    /// <summary>The loss of the whole batch.</summary>
    /// <param name="all">The embeddings of all processes.</param>
    /// <param name="batch">This process's part of the batch.</param>
    protected abstract StepResult Compare(EmbeddedViews all, ImageViews batch);

    /// <summary>The embeddings whose spread and rank tell how the run is doing, <c>[views * batch, dimension]</c>, view-major.</summary>
    protected virtual Tensor Observed(EmbeddedViews all) => all.Rows;

    /// <summary>The smallest batch, of all processes, that gives the objective enough to compare; 0 where it does not matter.</summary>
    protected virtual int SmallestBatch => 0;

    /// <summary>A layer's outputs for all views of a batch, <c>[views * batch, ...]</c>, view-major; views of each size go through together.</summary>
    protected static Tensor Forward(Layer network, ImageViews batch) =>
        batch.Groups.Count == 1 ? network.Forward(batch.Groups[0]) : Ops.Cat([.. batch.Groups.Select(network.Forward)]);

    /// <summary>
    /// A layer's outputs for each view, <c>[batch, ...]</c> each. Every view goes through by itself, so that batch norm makes each view's statistics
    /// equal: the way of methods whose papers give each view its own pass.
    /// </summary>
    protected static IEnumerable<Tensor> ForwardEach(Layer network, ImageViews batch) =>
        Enumerable.Range(0, batch.Views).Select(view => network.Forward(batch.View(view)));

    /// <summary>What each process knows of its samples, <c>[local batch, ...]</c>, of all processes in order, <c>[batch, ...]</c>; without gradient.</summary>
    protected static Tensor Gathered(Tensor rows)
    {
        using NoGradient guard = new();
        return World.Current.GatherRows(rows, 1);
    }

    private StepResult Watched(EmbeddedViews own, ImageViews batch)
    {
        EmbeddedViews all = new(Gather(own.Rows, Views(own.Rows, batch)), own.Targets is Tensor targets ? Gather(targets, Views(targets, batch)) : null);
        StepResult result = Compare(all, batch);
        if (!Now.Watched) return result;
        List<Measure> report =
        [
            .. result.Report,
            .. EmbeddingFigures.Of(Observed(all).Detach(), batch.Batch * World.Current.Size, result.Report),
            Measure.Of(FigureNames.Duplicates, (double)batch.Duplicates / batch.Batch),
        ];
        if (SmallestBatch > 0) report.Add(Measure.Of(FigureNames.SmallestBatch, SmallestBatch));
        return result with { Report = report };
    }

    private static int Views(Tensor rows, ImageViews batch) => (int)(rows.Size(0) / batch.Batch);
}
