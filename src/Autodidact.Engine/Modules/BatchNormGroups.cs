namespace Autodidact.Engine.Modules;

/// <summary>
/// While open, batch norm in training takes its statistics from equal parts of this process's batch, each by itself, as if every part
/// were on a GPU of its own and the GPUs knew nothing of each other: <c>using BatchNormGroups guard = new(4);</c>
/// </summary>
/// <remarks>Running statistics move by the mean of all groups of all processes, so that they are the same everywhere. Belongs to a thread.</remarks>
public readonly ref struct BatchNormGroups
{
    [ThreadStatic] private static int t_current;

    private readonly int _before;

    /// <param name="groups">Parts of this process's batch, which they must divide; 0 for one batch over all processes.</param>
    public BatchNormGroups(int groups)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(groups);
        (_before, t_current) = (t_current, groups);
    }

    internal static int Current => t_current;

    public void Dispose() => t_current = _before;
}
