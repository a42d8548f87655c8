namespace Autodidact.Models;

/// <summary>All that <c>classifier.json</c> says.</summary>
public sealed record ClassifierDescription
{
    /// <summary>The version of the layout that is written and read.</summary>
    public const int CurrentFormat = 1;

    /// <summary>Version of this file's layout.</summary>
    public int Format { get; init; } = CurrentFormat;

    /// <summary>Names of the classes, in the order of the classifier's outputs.</summary>
    public required IReadOnlyList<string> Classes { get; init; }

    /// <summary>Labelled samples that it learned from.</summary>
    public int Labels { get; init; }

    /// <summary>Where the encoder came from before it was fine-tuned; null where it began at random initialisation.</summary>
    public Provenance? Pretraining { get; init; }
}
