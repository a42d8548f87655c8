using Autodidact.Data.Loading;
using Autodidact.Engine;
using Autodidact.Engine.Modules;
using Autodidact.Models;

namespace Autodidact.Methods.Statistics;

/// <summary>A method whose objective is the statistics of two views' embeddings over the batch. A projector stands between features and embeddings.</summary>
public abstract class RedundancyMethod : EmbeddingMethod
{
    private readonly Layer _projector;

    protected RedundancyMethod(RedundancyOptions options, Backbone backbone) : base(backbone)
    {
        Child("backbone", backbone);
        _projector = Child("projector", ProjectionHead.Mlp(
            backbone.FeatureSize, options.HiddenSize, options.EmbeddingSize, options.ProjectorLayers, batchNorm: true));
    }

    /// <summary>Those of few samples are mostly noise.</summary>
    protected sealed override int SmallestBatch => 32;

    protected sealed override EmbeddedViews Embed(ImageViews batch) => Ops.Cat([.. ForwardEach(Backbone, batch).Select(_projector.Forward)]);

    protected sealed override StepResult Compare(EmbeddedViews all, ImageViews batch)
    {
        long samples = all.Rows.Size(0) / 2;
        return Compare(all.Rows.Narrow(0, 0, samples), all.Rows.Narrow(0, samples, samples));
    }

    /// <summary>The loss of the whole batch.</summary>
    /// <param name="first">Embeddings, <c>[batch, dimension]</c>.</param>
    /// <param name="second">Those of the other view.</param>
    protected abstract StepResult Compare(Tensor first, Tensor second);
}
