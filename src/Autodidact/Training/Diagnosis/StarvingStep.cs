using Autodidact.Methods;

namespace Autodidact.Training.Diagnosis;

/// <summary>Steps wait for data.</summary>
internal sealed class StarvingStep : FailureMode
{
    private const double Most = 0.25;

    public override string Name => "data_starving";

    protected override string Cause => "reading and augmenting takes longer than the step: too few loader threads, large pictures, or a slow disk";

    protected override string Change => "raise loader_threads, store pictures at the size they are used in, or put them on a faster disk; autodidact bench views measures the views alone";

    protected override int Grace => 20;

    protected override int Looks => 5;

    protected override string? Evidence(Look look) =>
        look.DataWait > Most ? $"{look.DataWait:P0} of the time is spent waiting for data" : null;
}
