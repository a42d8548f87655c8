namespace Autodidact.Evaluation.FineTuning;

/// <summary>What a fine-tuned network is worth on the test part, and how it came about.</summary>
public sealed record FineTuningResult
{
    /// <summary>Share of the test samples that are predicted rightly; with several seeds the mean.</summary>
    public required double Accuracy { get; init; }

    /// <summary>Lower end of the 95 % interval.</summary>
    public required double Low { get; init; }

    /// <summary>Upper end of the 95 % interval.</summary>
    public required double High { get; init; }

    /// <summary>Test samples; nothing was fitted or chosen on them.</summary>
    public required int N { get; init; }

    /// <summary>What the interval covers: <c>test samples</c> (Wilson) or <c>seeds</c> (Student's t).</summary>
    public required string Interval { get; init; }

    /// <summary>What the network began at: <see cref="FeatureOrigin.Encoder"/> or <see cref="FeatureOrigin.RandomInitialization"/>.</summary>
    public required string Start { get; init; }

    /// <summary>The data, as the source names them.</summary>
    public required string Data { get; init; }

    /// <summary>Classes there are.</summary>
    public required int Classes { get; init; }

    /// <summary>Labels that were learned from.</summary>
    public required int Labels { get; init; }

    /// <summary>Labels that there were.</summary>
    public required int Available { get; init; }

    /// <summary>Passes over the labels.</summary>
    public required int Epochs { get; init; }

    /// <summary>Steps of the network that was measured.</summary>
    public required long Steps { get; init; }

    /// <summary>Samples in a step.</summary>
    public required int Batch { get; init; }

    /// <summary>The highest learning rate, as it was chosen with the first seed.</summary>
    public required double LearningRate { get; init; }

    /// <summary>What the learning rate of a layer was of that of the next one.</summary>
    public required double LayerDecay { get; init; }

    /// <summary>The first seed.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Time that all of it took.</summary>
    public required double Seconds { get; init; }

    /// <summary>One a seed.</summary>
    public required IReadOnlyList<FineTuningRun> Runs { get; init; }

    /// <summary>The same network from random initialisation; null where it was not asked for.</summary>
    public FineTuningFigure? Baseline { get; init; }

    /// <summary>Linear classifiers of the same labels, on the encoder's features as they are and on raw input; empty where no baseline was asked for.</summary>
    public IReadOnlyList<LinearFigure> Linear { get; init; } = [];

    /// <summary>What a reader must know of data and choices.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Broken samples that were left out, each with its reason.</summary>
    public IReadOnlyList<string> Broken { get; init; } = [];

    /// <summary>Where the network of the first seed lies; null where it was not kept.</summary>
    public string? Folder { get; init; }
}
