namespace Autodidact.Evaluation.Information;

/// <summary>How much two random views of a picture say about each other through an encoder: lower bounds, in nats.</summary>
public sealed record InformationCard
{
    /// <summary>The data, as the source names them.</summary>
    public required string Data { get; init; }

    /// <summary>Pairs that critics were fitted on.</summary>
    public required int Fitted { get; init; }

    /// <summary>Pairs that were measured; of other pictures.</summary>
    public required int Measured { get; init; }

    /// <summary>How views were made, a text for each of the two.</summary>
    public required IReadOnlyList<string> Views { get; init; }

    /// <summary>Seed of views and random initialisation.</summary>
    public required ulong Seed { get; init; }

    /// <summary>What a reader must know.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>The bounds.</summary>
    public required IReadOnlyList<InformationRow> Results { get; init; }
}
