namespace Autodidact.Evaluation.Charts;

/// <summary>A row of a dot plot.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Value">Where its dot lies.</param>
/// <param name="Low">Lower end of its interval; null without one.</param>
/// <param name="High">Upper end of its interval.</param>
/// <param name="Aside">Words at the right, such as what it cost.</param>
public sealed record DotRow(string Name, double Value, double? Low, double? High, string Aside = "");
