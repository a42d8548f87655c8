using Autodidact.Training;

namespace Autodidact.Evaluation.FineTuning;

/// <summary>Tells how far all of it is.</summary>
/// <param name="progress">Who is told; null for nobody.</param>
/// <param name="steps">Steps of all that is known to be done.</param>
internal sealed class TuningClock(IProgress<FineTuningProgress>? progress, long steps)
{
    private readonly Throughput _throughput = new();
    private string _stage = "";
    private long _steps = steps, _done;

    /// <summary>Something begins; what it does before its first step is not counted in the rate.</summary>
    public void Begin(string stage)
    {
        _stage = stage;
        _throughput.Pause();
        Report(double.NaN, 0);
    }

    /// <summary>A step was done.</summary>
    /// <param name="samples">Samples in it.</param>
    /// <param name="waited">How long it waited for them.</param>
    /// <param name="loss">Its loss.</param>
    public void Step(int samples, TimeSpan waited, double loss)
    {
        _done++;
        _throughput.Count(samples, waited);
        Report(loss, samples);
    }

    /// <summary>More is to be done than was thought.</summary>
    public void Expect(long more) => _steps += more;

    /// <summary>Steps that will not be done after all.</summary>
    public void Leave(long left) => _done += left;

    private void Report(double loss, int samples)
    {
        double rate = _throughput.RecentRate;
        TimeSpan left = rate > 0 ? TimeSpan.FromSeconds((_steps - _done) * samples / rate) : TimeSpan.Zero;
        progress?.Report(new(_stage, _done, _steps, loss, rate, left));
    }
}
