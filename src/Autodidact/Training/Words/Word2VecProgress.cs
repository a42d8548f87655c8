namespace Autodidact.Training.Words;

/// <summary>How far the learning of word vectors is.</summary>
/// <param name="Words">Words of the vocabulary that were gone through, over all passes.</param>
/// <param name="TotalWords">As many as there will be.</param>
/// <param name="Epochs">Passes done, counting a part as a part.</param>
/// <param name="WordsPerSecond">Speed since the start, all threads together.</param>
/// <param name="Loss">Mean loss of a prediction since the last report; null where there was none.</param>
/// <param name="LearningRate">The rate now.</param>
/// <param name="TimeLeft">How long the rest will take.</param>
public sealed record Word2VecProgress(long Words, long TotalWords, double Epochs, double WordsPerSecond, double? Loss, double LearningRate, TimeSpan TimeLeft);
