namespace Autodidact.Training.Diagnosis;

/// <summary>What a run is like, as far as it matters to what may go wrong.</summary>
/// <param name="Samples">Samples in the source.</param>
/// <param name="Batch">Samples in a step, of all processes.</param>
/// <param name="Processes">Processes that share the batch.</param>
/// <param name="WarmUp">Steps in which the learning rate rises.</param>
internal sealed record RunShape(int Samples, int Batch, int Processes, long WarmUp = 0);
