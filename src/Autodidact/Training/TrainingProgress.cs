using System.Globalization;

namespace Autodidact.Training;

/// <summary>How far a run is, apart from its tensors: what a checkpoint says in words. Depends on nothing but the steps done.</summary>
/// <param name="Step">Steps done.</param>
/// <param name="LossSum">Sum of the losses of the epoch under way.</param>
/// <param name="LossCount">Steps in that sum.</param>
/// <param name="EpochLoss">Mean loss of the last whole epoch; NaN before there is one.</param>
/// <param name="BestStep">The step with the best score so far, where the best checkpoint is kept; 0 before there is one.</param>
/// <param name="BestScore">Its score.</param>
internal readonly record struct TrainingProgress(long Step, double LossSum, int LossCount, double EpochLoss, long BestStep = 0, double BestScore = double.NaN)
{
    public static TrainingProgress Start => new(0, 0, 0, double.NaN);

    /// <summary>Mean loss of the epoch under way, or of the last one where a new one has not begun.</summary>
    public double Loss => LossCount > 0 ? LossSum / LossCount : EpochLoss;

    public TrainingProgress StepDone() => this with { Step = Step + 1 };

    public TrainingProgress LossRead(double loss) => this with { LossSum = LossSum + loss, LossCount = LossCount + 1 };

    public TrainingProgress EpochDone() => this with { LossSum = 0, LossCount = 0, EpochLoss = Loss };

    /// <summary>Whether <paramref name="score"/> is better than all before; one that is no number never is.</summary>
    public bool IsBeatenBy(double score) => double.IsFinite(score) && (BestStep == 0 || score > BestScore);

    /// <summary>This step has the best score so far.</summary>
    public TrainingProgress Best(double score) => this with { BestStep = Step, BestScore = score };

    /// <summary>Forgets which step was the best.</summary>
    public TrainingProgress WithoutBest() => this with { BestStep = 0, BestScore = double.NaN };

    public Dictionary<string, string> ToMetadata() => new()
    {
        ["step"] = Step.ToString(CultureInfo.InvariantCulture),
        ["loss_sum"] = LossSum.ToString("R", CultureInfo.InvariantCulture),
        ["loss_count"] = LossCount.ToString(CultureInfo.InvariantCulture),
        ["epoch_loss"] = EpochLoss.ToString("R", CultureInfo.InvariantCulture),
        ["best_step"] = BestStep.ToString(CultureInfo.InvariantCulture),
        ["best_score"] = BestScore.ToString("R", CultureInfo.InvariantCulture),
    };

    /// <exception cref="InvalidDataException">The file is not a checkpoint.</exception>
    public static TrainingProgress FromMetadata(IReadOnlyDictionary<string, string> metadata, string path)
    {
        try
        {
            TrainingProgress progress = new(
                long.Parse(metadata["step"], CultureInfo.InvariantCulture),
                double.Parse(metadata["loss_sum"], CultureInfo.InvariantCulture),
                int.Parse(metadata["loss_count"], CultureInfo.InvariantCulture),
                double.Parse(metadata["epoch_loss"], CultureInfo.InvariantCulture),
                long.Parse(metadata["best_step"], CultureInfo.InvariantCulture),
                double.Parse(metadata["best_score"], CultureInfo.InvariantCulture));
            return progress is { Step: >= 0, LossCount: >= 0, BestStep: >= 0 } ? progress : throw new FormatException("it counts below zero.");
        }
        catch (Exception error) when (error is KeyNotFoundException or FormatException or OverflowException)
        {
            throw new InvalidDataException($"{path} is not a checkpoint of a run: {error.Message}", error);
        }
    }
}
