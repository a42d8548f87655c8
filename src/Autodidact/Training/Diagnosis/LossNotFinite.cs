namespace Autodidact.Training.Diagnosis;

/// <summary>The loss, or a weight, is no number any more, which ends a run. It is said by the trainer, not seen in figures.</summary>
internal sealed class LossNotFinite : FailureMode
{
    public override string Name => "loss_not_finite";

    protected override string Cause => "a learning rate that is too high, numbers of 16 bits that overflow, or a temperature near 0";

    protected override string Change => "lower the learning rate, lengthen the warm-up (schedule.warmup_epochs), set optimizer.clip_norm, or compute in fp32 (precision)";

    protected override string? Evidence(Look look) => null;
}
