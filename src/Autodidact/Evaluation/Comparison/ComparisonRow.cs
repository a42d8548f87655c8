namespace Autodidact.Evaluation.Comparison;

/// <summary>Runs of one recipe that differ by their seed alone: what they are worth and what they cost.</summary>
public sealed record ComparisonRow
{
    /// <summary>In a few words, what sets it apart from the other rows.</summary>
    public required string Name { get; init; }

    /// <summary>The method's name.</summary>
    public required string Method { get; init; }

    /// <summary>The backbone's name.</summary>
    public required string Backbone { get; init; }

    /// <summary>What it was pretrained on.</summary>
    public required string PretrainedOn { get; init; }

    /// <summary>The settings in which the rows differ, by name.</summary>
    public required IReadOnlyDictionary<string, string> Settings { get; init; }

    /// <summary>Folders of the runs.</summary>
    public required IReadOnlyList<string> Runs { get; init; }

    /// <summary>Seeds of the runs, in the same order.</summary>
    public required IReadOnlyList<ulong> Seeds { get; init; }

    /// <summary>Passes over the data, mean over the runs, like all that follows.</summary>
    public required double Epochs { get; init; }

    /// <summary>Accuracy of nearest neighbours, 0..1; null where it was not measured.</summary>
    public Estimate? Knn { get; init; }

    /// <summary>Accuracy of the linear probe, 0..1.</summary>
    public Estimate? Linear { get; init; }

    /// <summary>RankMe of the encoder, where the run measured it.</summary>
    public Estimate? Rankme { get; init; }

    /// <summary>LiDAR of the encoder, where the run measured it.</summary>
    public Estimate? Lidar { get; init; }

    /// <summary>Mean loss of the last epoch.</summary>
    public double? Loss { get; init; }

    /// <summary>Seconds of training.</summary>
    public required double Seconds { get; init; }

    /// <summary>Pictures that went into steps, each as often as it did.</summary>
    public required double ImagesSeen { get; init; }

    /// <summary>Pictures a second in the steady state.</summary>
    public required double ImagesPerSecond { get; init; }

    /// <summary>Billions of floating-point operations of the whole training; null where they were not counted.</summary>
    public double? Gigaflops { get; init; }
}
