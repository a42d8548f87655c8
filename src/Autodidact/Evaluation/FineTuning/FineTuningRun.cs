namespace Autodidact.Evaluation.FineTuning;

/// <summary>One network, fine-tuned with one seed and measured once on the test part.</summary>
public sealed record FineTuningRun
{
    /// <summary>What decided its labels, first weights, order and views.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Share of the test samples that it predicts rightly.</summary>
    public required double Accuracy { get; init; }

    /// <summary>Lower end of the Wilson interval.</summary>
    public required double Low { get; init; }

    /// <summary>Upper end of the Wilson interval.</summary>
    public required double High { get; init; }

    /// <summary>Test samples.</summary>
    public required int N { get; init; }

    /// <summary>The highest learning rate that it was trained with.</summary>
    public required double LearningRate { get; init; }

    /// <summary>What the learning rate was chosen by; empty where there was nothing to choose.</summary>
    public IReadOnlyList<LearningRateTrial> Trials { get; init; } = [];

    /// <summary>The loss over its last pass.</summary>
    public required double FinalLoss { get; init; }

    /// <summary>Time it took, choosing included.</summary>
    public required double Seconds { get; init; }
}
