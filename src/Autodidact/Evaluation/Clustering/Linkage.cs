namespace Autodidact.Evaluation.Clustering;

/// <summary>How far two clusters are from each other.</summary>
public enum Linkage
{
    /// <summary>By what the sum of squares within clusters grows when they join: compact clusters of like size. Ward 1963.</summary>
    Ward,

    /// <summary>The mean distance of their rows (UPGMA): clusters may differ in size. Sokal and Michener 1958.</summary>
    Average,
}
