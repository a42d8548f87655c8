using Autodidact.Data.Loading;
using Autodidact.Engine;
using Autodidact.Models;

namespace Autodidact.Methods;

/// <summary>
/// A method that embeds each view by itself and then compares the embeddings of the whole batch: contrastive methods, and those
/// that look at variances and covariances over the batch. Memory need not hold the networks' work on all of it at once.
/// </summary>
public abstract class EmbeddingMethod(Backbone backbone) : Method<ImageViews>(backbone), IEmbeddingMethod<ImageViews>
{
    /// <inheritdoc/>
    public sealed override StepResult Step(ImageViews batch) => Compare(Gather(Embed(batch.AllViews), batch.Views), batch.Views);

    Tensor IEmbeddingMethod<ImageViews>.Embed(ImageViews batch) => Embed(batch.AllViews);

    StepResult IEmbeddingMethod<ImageViews>.Compare(Tensor embeddings, ImageViews batch) => Compare(Gather(embeddings, batch.Views), batch.Views);

    /// <summary>Embeddings of pictures that know nothing of each other, but for batch norm.</summary>
    /// <param name="images"><c>[views * batch, 3, height, width]</c>, view-major.</param>
    /// <returns><c>[views * batch, dimension]</c>, view-major.</returns>
    protected abstract Tensor Embed(Tensor images);

    /// <summary>The loss of the whole batch, over all processes.</summary>
    /// <param name="embeddings"><c>[views * batch, dimension]</c>, view-major.</param>
    /// <param name="views">Views of each picture.</param>
    protected abstract StepResult Compare(Tensor embeddings, int views);
}
