using Autodidact.Data.Loading;
using Autodidact.Engine;

namespace Autodidact.Tests.Training;

/// <summary>Points of a noisy line, the same for the same epoch and step: the smallest data that a trainer can be tested with.</summary>
internal sealed class LineBatches(int stepsPerEpoch) : IBatches<LineBatch>
{
    public event Action<BadSample>? SampleSkipped
    {
        add { }
        remove { }
    }

    public int StepsPerEpoch => stepsPerEpoch;

    public TimeSpan Waited => TimeSpan.Zero;

    public IReadOnlyList<int> Skipped { get; private set; } = [];

    public void RestoreSkipped(IEnumerable<int> indices) => Skipped = [.. indices];

    public void MeetSkipped(IEnumerable<int> indices) => Skipped = [.. Skipped.Union(indices)];

    public void Dispose()
    {
    }

    /// <summary>The step, counted from 0 over all epochs, whose batch is not a number; none by default.</summary>
    public int BrokenStep { get; init; } = -1;

    public IEnumerable<LineBatch> Epoch(int epoch, int startStep = 0, CancellationToken cancel = default)
    {
        for (int step = startStep; step < stepsPerEpoch; step++)
        {
            Random random = new((epoch * 1000) + step);
            float[] points = [.. Enumerable.Range(0, 8).Select(_ => random.NextSingle())];
            if ((epoch * stepsPerEpoch) + step == BrokenStep)
                points[3] = float.NaN;
            yield return new LineBatch(points);
        }
    }
}

/// <summary>Some points on the x axis.</summary>
internal sealed class LineBatch(float[] points) : IBatch<LineBatch>
{
    public int Batch => points.Length;

    public Tensor Points => Tensor.From<float>(points, points.Length, 1);

    public LineBatch Part(int first, int count) => new(points[first..(first + count)]);

    public void Dispose()
    {
    }
}
