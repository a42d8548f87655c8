namespace Autodidact.Training;

/// <summary>How fast a step is.</summary>
/// <param name="ImagesPerSecond">Pictures a second at the median step; a picture counts once, with both its views.</param>
/// <param name="Precision">The number format of the networks: <c>fp32</c> or <c>bf16</c>.</param>
/// <param name="Milliseconds">The median step.</param>
/// <param name="Communication">With several processes, what exchanging gradients costs.</param>
/// <param name="PeakMemory">The most bytes of memory that tensors took during a step, weights and all; null on a GPU, whose memory is not counted here.</param>
/// <param name="Cost">On one process and without chunks, what the method takes beside the passes of its networks.</param>
public sealed record StepSpeedResult(double ImagesPerSecond, string Precision, double Milliseconds, long? PeakMemory, CommunicationResult? Communication = null, MethodCost? Cost = null);
