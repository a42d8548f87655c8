using Autodidact.Engine;

namespace Autodidact.Evaluation.Probes;

/// <summary>Mean and deviation of every feature, in double precision and in two passes, so that they are exact also where the mean is large beside the deviation.</summary>
internal sealed class ColumnMoments
{
    // Sums of slices are added in their order: the same figures whatever the number of threads.
    private const int Slices = 16;

    public ColumnMoments(LabelledFeatures data)
    {
        double count = Math.Max(1, data.Count);
        Mean = Sums(data, new double[data.Dimension], (sums, offsets) =>
        {
            for (int i = 0; i < offsets.Length; i++) sums[i] += offsets[i];
        });
        for (int i = 0; i < Mean.Length; i++) Mean[i] /= count;
        Deviation = Sums(data, Mean, (sums, offsets) =>
        {
            for (int i = 0; i < offsets.Length; i++) sums[i] += offsets[i] * offsets[i];
        });
        for (int i = 0; i < Deviation.Length; i++) Deviation[i] = Math.Sqrt(Deviation[i] / count);
    }

    /// <summary><c>[dimension]</c>.</summary>
    public double[] Mean { get; }

    /// <summary>Of the rows there are (not one fewer), <c>[dimension]</c>.</summary>
    public double[] Deviation { get; }

    private static double[] Sums(LabelledFeatures data, double[] origin, Action<double[], double[]> add)
    {
        double[][] parts = new double[Slices][];
        Parallel.For(0, Slices, new ParallelOptions { MaxDegreeOfParallelism = TorchRuntime.Threads }, slice =>
        {
            double[] sums = new double[data.Dimension], offsets = new double[data.Dimension];
            for (int row = (int)((long)slice * data.Count / Slices); row < (int)((long)(slice + 1) * data.Count / Slices); row++)
            {
                ReadOnlySpan<float> values = data.Row(row);
                for (int i = 0; i < values.Length; i++) offsets[i] = values[i] - origin[i];
                add(sums, offsets);
            }

            parts[slice] = sums;
        });
        for (int slice = 1; slice < Slices; slice++)
        {
            for (int i = 0; i < data.Dimension; i++) parts[0][i] += parts[slice][i];
        }

        return parts[0];
    }
}
