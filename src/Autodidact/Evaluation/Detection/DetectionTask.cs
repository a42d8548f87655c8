using Autodidact.Evaluation.Metrics;

namespace Autodidact.Evaluation.Detection;

/// <summary>Scores of samples of which it is known which are normal, and how sure the figures on them are.</summary>
public sealed class DetectionTask
{
    private readonly Separation _separation;
    private readonly int[] _order;

    /// <param name="scores">Strangeness of each sample, none of them NaN.</param>
    /// <param name="isNormal">Which samples are normal: some, and not all.</param>
    /// <exception cref="ArgumentException">All or none is normal, or they are not equally many.</exception>
    public DetectionTask(ReadOnlySpan<double> scores, ReadOnlySpan<bool> isNormal)
    {
        if (scores.Length != isNormal.Length) throw new ArgumentException($"{isNormal.Length} answers cannot be held against {scores.Length} scores.", nameof(isNormal));
        List<double> normal = [], strange = [];
        List<int> normalPlaces = [], strangePlaces = [];
        for (int i = 0; i < scores.Length; i++)
        {
            (isNormal[i] ? normal : strange).Add(-scores[i]);
            (isNormal[i] ? normalPlaces : strangePlaces).Add(i);
        }
        _separation = new([.. normal], [.. strange]);
        _order = [.. normalPlaces, .. strangePlaces];
        Figures = DetectionFigures.Of(_separation);
    }

    /// <summary>The figures.</summary>
    public DetectionFigures Figures { get; }

    /// <summary>What they would be of other samples.</summary>
    /// <param name="times">How often each sample comes, in the order of the scores; some normal one and some other at least once.</param>
    public DetectionFigures Resampled(ReadOnlySpan<int> times)
    {
        int[] ordered = new int[_order.Length];
        for (int i = 0; i < ordered.Length; i++) ordered[i] = times[_order[i]];
        return DetectionFigures.Of(_separation.Resampled(ordered));
    }
}
