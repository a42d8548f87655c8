using Autodidact.Methods;

namespace Autodidact.Training.Diagnosis;

/// <summary>The same picture is in the data more than once.</summary>
internal sealed class DuplicateSamples : FailureMode
{
    private const double LeastSeen = 6, Most = 0.1;

    private double _looks, _twins;

    public override string Name => "duplicates";

    protected override string Cause => "duplicates in the data: what is the same is pushed apart by negatives, and counted twice by everything else";

    protected override string Change => "remove all copies but one";

    protected override int Looks => 1;

    protected override string? Evidence(Look look)
    {
        double share = look[FigureNames.Duplicates];
        if (double.IsNaN(share))
            return null;
        int own = look.Run.Batch / look.Run.Processes;
        (_looks, _twins) = (_looks + 1, _twins + (share * own));
        // A batch meets few of a sample's twins: how many there are in all follows from how much of the data it holds.
        double estimate = _twins / (_looks * own) * (look.Run.Samples - 1) / Math.Max(1, own - 1);
        return _twins >= LeastSeen && estimate > Most ? $"{_twins:0} samples met a twin in their batch, which makes about {estimate:0.##} twins for each sample of the data" : null;
    }
}
