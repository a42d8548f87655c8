using Autodidact.Data.Loading;
using Autodidact.Engine;
using Autodidact.Models;

namespace Autodidact.Evaluation.FineTuning;

/// <summary>One view of some pictures, and their labels.</summary>
internal sealed class PictureBatch(ImageViews views) : LabelledBatch
{
    /// <inheritdoc/>
    public override int Count => views.Batch;

    /// <inheritdoc/>
    public override Tensor Labels => views.Labels;

    /// <inheritdoc/>
    public override Tensor Features(Backbone network) => network.Forward(views.AllViews);

    protected override void Dispose(bool disposing) => views.Dispose();
}
