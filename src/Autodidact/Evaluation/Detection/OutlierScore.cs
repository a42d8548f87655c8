namespace Autodidact.Evaluation.Detection;

/// <summary>Says of rows how little they are like the normal ones that it was fitted on; higher is stranger. Scores of two methods cannot be compared.</summary>
public abstract class OutlierScore
{
    /// <summary>What it is called in results and on the command line.</summary>
    public abstract string Name { get; }

    /// <summary>Numbers in a row.</summary>
    public abstract int Dimension { get; }

    /// <summary>What it was fitted with, by name, for results.</summary>
    public abstract IReadOnlyDictionary<string, double> Settings { get; }

    /// <summary>Scores rows, <c>[rows]</c>. A row that is not finite is infinitely strange.</summary>
    /// <param name="values"><c>[rows, dimension]</c>, row-major.</param>
    /// <param name="cancel">Checked between blocks of rows.</param>
    /// <exception cref="ArgumentException">There are not whole rows.</exception>
    public double[] Of(ReadOnlySpan<float> values, CancellationToken cancel = default)
    {
        if (values.Length % Dimension != 0) throw new ArgumentException($"{values.Length} numbers are not whole rows of {Dimension}.", nameof(values));
        double[] scores = new double[values.Length / Dimension];
        for (int first = 0; first < scores.Length; first += BlockRows)
        {
            cancel.ThrowIfCancellationRequested();
            int count = Math.Min(BlockRows, scores.Length - first);
            Score(values.Slice(first * Dimension, count * Dimension), scores.AsSpan(first, count));
        }
        // Infinite features may well have a score that is a number; of those too large for a product it may be minus infinity.
        for (int row = 0; row < scores.Length; row++)
            if (!double.IsFinite(scores[row]) || !FiniteRows.IsFinite(values.Slice(row * Dimension, Dimension))) scores[row] = double.PositiveInfinity;
        return scores;
    }

    /// <summary>Rows of a block: what lies beside all normal rows at once would be gigabytes.</summary>
    protected virtual int BlockRows => 1024;

    /// <summary>Scores a block of whole rows.</summary>
    protected abstract void Score(ReadOnlySpan<float> values, Span<double> scores);
}
