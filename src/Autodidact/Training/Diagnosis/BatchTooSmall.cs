using Autodidact.Methods;

namespace Autodidact.Training.Diagnosis;

/// <summary>The objective compares the samples of a batch, and there are too few of them.</summary>
internal sealed class BatchTooSmall : FailureMode
{
    public override string Name => "batch_too_small";

    protected override string Cause => "the batch is smaller than the objective needs: too few negatives, or statistics of too few samples";

    protected override string Change => "raise the batch; where memory is short add --chunks, which keeps the loss over the whole batch; or take a method with a queue";

    protected override int Looks => 1;

    protected override string? Evidence(Look look) =>
        look.Run.Batch < look[FigureNames.SmallestBatch] ? $"a batch holds {look.Run.Batch} samples, and this objective wants at least {look[FigureNames.SmallestBatch]}" : null;
}
