namespace Autodidact.Training;

/// <summary>The loss, or a weight, is not a number any more: the run has stopped, its weights are not worth keeping.</summary>
/// <param name="what">What is not finite: the loss, or the weights after the step.</param>
/// <param name="step">The step at which it was seen.</param>
/// <param name="learningRate">Its learning rate.</param>
/// <param name="checkpoint">The last checkpoint, made while everything was finite; null when there is none.</param>
public sealed class NonFiniteLossException(string what, long step, double learningRate, string? checkpoint)
    : Exception($"{what} not finite at step {step} (learning rate {learningRate:G4}). "
        + (checkpoint is null ? "No checkpoint was written before. " : $"The last finite checkpoint is {checkpoint}. ")
        + "Lower the learning rate (--set optimizer.learning_rate=...), lengthen the warm-up (--set schedule.warmup_epochs=...), or use --precision fp32.")
{
    /// <summary>What is not finite, with its verb: <c>The loss is</c>.</summary>
    public string What { get; } = what;

    /// <summary>The step at which it was seen.</summary>
    public long Step { get; } = step;

    /// <summary>Its learning rate.</summary>
    public double LearningRate { get; } = learningRate;

    /// <summary>The last checkpoint, made while everything was finite; null when there is none.</summary>
    public string? Checkpoint { get; } = checkpoint;
}
