namespace Autodidact.Embeddings.Detection;

/// <summary>A figure with the 95 % interval over new samples.</summary>
/// <param name="Value">The figure.</param>
/// <param name="Low">Lower end.</param>
/// <param name="High">Upper end.</param>
public sealed record DetectionFigure(double Value, double Low, double High);
