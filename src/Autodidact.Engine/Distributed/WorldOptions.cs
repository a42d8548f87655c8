namespace Autodidact.Engine.Distributed;

/// <summary>When a process counts as lost, and what happens then.</summary>
public sealed record WorldOptions
{
    /// <summary>A process that gives no sign of life for so long is lost.</summary>
    public TimeSpan Silence { get; init; } = TimeSpan.FromSeconds(12);

    /// <summary>A process that the others have waited for so long, within the steps of a run, hangs.</summary>
    public TimeSpan Stall { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Called, while the others are waited for at the start, with whom; null says nothing.</summary>
    public Action<string>? WhenWaiting { get; init; }

    /// <summary>Ends that waiting.</summary>
    public CancellationToken Cancel { get; init; }

    /// <summary>Called with the reason where this process's own work does not end by itself after another one was lost; null leaves it.</summary>
    public Action<string>? WhenStuck { get; init; }
}
