using Autodidact.Data.Loading;

namespace Autodidact.Evaluation.FineTuning;

/// <summary>Batches of labelled pictures, as the loaders of training and of evaluation make them.</summary>
internal sealed class PictureBatches : LabelledBatches
{
    private readonly ViewLoader? _views;
    private readonly EvaluationLoader? _pictures;
    private readonly List<BadSample> _skipped = [];

    /// <param name="views">Random views, to learn from.</param>
    public PictureBatches(ViewLoader views)
    {
        (_views, StepsPerEpoch) = (views, views.StepsPerEpoch);
        views.SampleSkipped += _skipped.Add;
    }

    /// <param name="pictures">Every picture once, to measure on.</param>
    /// <param name="steps">Batches in a pass.</param>
    public PictureBatches(EvaluationLoader pictures, int steps) => (_pictures, StepsPerEpoch) = (pictures, steps);

    /// <inheritdoc/>
    public override int StepsPerEpoch { get; }

    /// <inheritdoc/>
    public override TimeSpan Waited => _views?.Waited ?? _pictures!.Waited;

    /// <inheritdoc/>
    public override IReadOnlyList<BadSample> Skipped => _pictures?.Skipped ?? _skipped;

    /// <inheritdoc/>
    public override IEnumerable<LabelledBatch> Epoch(int epoch, CancellationToken cancel) =>
        (_views?.Epoch(epoch, cancel: cancel) ?? _pictures!.Batches(cancel)).Select(views => new PictureBatch(views));

    protected override void Dispose(bool disposing)
    {
        _views?.Dispose();
        base.Dispose(disposing);
    }
}
