using Autodidact.Models.Words;

namespace Autodidact.Training.Words;

/// <summary>Word vectors and how they came about.</summary>
/// <param name="Vectors">The vectors.</param>
/// <param name="Words">Words of the vocabulary that were gone through.</param>
/// <param name="Epochs">Passes done, counting a part as a part.</param>
/// <param name="Loss">Mean loss of a prediction over the last tenth of what was done; null where nothing was predicted.</param>
/// <param name="Seconds">How long it took, without reading.</param>
/// <param name="IsInterrupted">Somebody stopped it.</param>
public sealed record Word2VecResult(WordVectors Vectors, long Words, double Epochs, double? Loss, double Seconds, bool IsInterrupted);
