namespace Autodidact.Reports.Pages;

/// <summary>What points of a map are coloured by: groups, each with a colour and a place in the legend, or a figure from dark (low) to light (high).</summary>
public sealed class ScatterColouring
{
    private ScatterColouring(string name) => Name = name;

    /// <summary>What it is, such as <c>class</c> or <c>cluster</c>.</summary>
    public string Name { get; }

    /// <summary>Names of the groups; empty where points have figures.</summary>
    public IReadOnlyList<string> Groups { get; private init; } = [];

    /// <summary>The group of each point, -1 for none; empty where points have figures.</summary>
    internal IReadOnlyList<int> GroupOf { get; private init; } = [];

    /// <summary>The figure of each point; empty where points have groups.</summary>
    internal IReadOnlyList<float> Values { get; private init; } = [];

    /// <summary>By groups.</summary>
    /// <param name="name">What the groups are, such as <c>class</c>.</param>
    /// <param name="groups">Their names.</param>
    /// <param name="groupOf">The group of each point, an index into <paramref name="groups"/>; null for none.</param>
    public static ScatterColouring ByGroup(string name, IReadOnlyList<string> groups, IEnumerable<int?> groupOf)
    {
        ArgumentNullException.ThrowIfNull(groups);
        int[] chosen = [.. groupOf.Select(group => group ?? -1)];
        if (chosen.FirstOrDefault(group => group < -1 || group >= groups.Count, -1) is var odd && odd != -1)
            throw new ArgumentOutOfRangeException(nameof(groupOf), odd, $"A group is one of {groups.Count}.");
        return new ScatterColouring(name) { Groups = groups, GroupOf = chosen };
    }

    /// <summary>By a figure.</summary>
    /// <param name="name">What it is, such as <c>anomaly score</c>.</param>
    /// <param name="values">The figure of each point; what is no number is grey.</param>
    public static ScatterColouring ByValue(string name, IReadOnlyList<float> values) => new(name) { Values = values };

    internal int Count => Math.Max(GroupOf.Count, Values.Count);
}
