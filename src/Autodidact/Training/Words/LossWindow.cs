using Autodidact.Methods.Word2Vec;

namespace Autodidact.Training.Words;

/// <summary>Mean losses over stretches of the learning. The sums are read while learners add to them: what is half added now is added the next time.</summary>
internal sealed class LossWindow(IReadOnlyList<WordLearner> learners)
{
    private readonly List<(double Loss, long Predictions, long Words)> _marks = [(0, 0, 0)];

    /// <summary>The mean since this was asked the last time; null where nothing was predicted.</summary>
    public double? SinceLast(long words)
    {
        (double Loss, long Predictions, long) now = (learners.Sum(learner => learner.Loss), learners.Sum(learner => learner.Predictions), words);
        double? mean = Mean(_marks[^1], now);
        _marks.Add(now);
        return mean;
    }

    /// <summary>The mean over the last tenth of the words, over all where nothing was predicted there; null where nothing was at all.</summary>
    public double? Last()
    {
        (double Loss, long Predictions, long Words) end = _marks[^1];
        return Mean(_marks.Last(mark => mark.Words <= end.Words * 9 / 10), end) ?? Mean(_marks[0], end);
    }

    private static double? Mean((double Loss, long Predictions, long) from, (double Loss, long Predictions, long) to) =>
        to.Predictions > from.Predictions ? (to.Loss - from.Loss) / (to.Predictions - from.Predictions) : null;
}
