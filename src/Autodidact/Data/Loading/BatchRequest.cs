namespace Autodidact.Data.Loading;

/// <summary>Which samples make a batch.</summary>
/// <param name="Epoch">Counted from 0.</param>
/// <param name="Samples">Indices in the source.</param>
internal readonly record struct BatchRequest(int Epoch, int[] Samples);
