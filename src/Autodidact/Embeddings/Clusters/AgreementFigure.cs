namespace Autodidact.Embeddings.Clusters;

/// <summary>How far clusters agree with classes that nobody told them.</summary>
/// <param name="Metric"><c>acc</c>, <c>nmi</c> or <c>ari</c>.</param>
/// <param name="Value">The figure.</param>
/// <param name="Low">Lower end of its 95 % interval over samples.</param>
/// <param name="High">Upper end.</param>
/// <param name="N">Samples with a class.</param>
public sealed record AgreementFigure(string Metric, double Value, double Low, double High, int N);
