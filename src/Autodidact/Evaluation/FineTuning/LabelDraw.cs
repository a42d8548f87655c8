namespace Autodidact.Evaluation.FineTuning;

/// <summary>The labels that one seed learns from.</summary>
/// <param name="Seed">The seed.</param>
/// <param name="Drawn">Training samples whose labels are used, rising.</param>
/// <param name="Kept">Those of them that networks learn from while the learning rate is chosen; empty where nothing is chosen.</param>
/// <param name="Held">Those that it is chosen on; empty where nothing is chosen.</param>
internal sealed record LabelDraw(ulong Seed, int[] Drawn, int[] Kept, int[] Held)
{
    public bool Chooses => Held.Length > 0;

    /// <param name="labels">The class of every training sample.</param>
    /// <param name="count">Labels to draw.</param>
    /// <param name="validationShare">Share of them to hold out; null where there is nothing to choose.</param>
    public static LabelDraw Of(IReadOnlyList<int> labels, int count, double? validationShare, ulong seed)
    {
        int[] drawn = LabelShare.Draw(labels, count, seed);
        if (validationShare is not double share) return new(seed, drawn, [], []);
        StratifiedSplit split = StratifiedSplit.Of([.. drawn.Select(sample => labels[sample])], share, seed);
        return split.Held.Length == 0
            ? new(seed, drawn, [], [])
            : new(seed, drawn, [.. split.Kept.Select(place => drawn[place])], [.. split.Held.Select(place => drawn[place])]);
    }
}
