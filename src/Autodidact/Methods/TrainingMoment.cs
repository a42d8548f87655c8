namespace Autodidact.Methods;

/// <summary>Where a run is. What a method changes on a schedule is a function of it, so that a run that goes on needs nothing saved.</summary>
/// <param name="Step">Steps done before this one.</param>
/// <param name="Steps">Steps of the whole run.</param>
/// <param name="StepsPerEpoch">Steps of a pass over the data.</param>
/// <param name="Watched">Whether this step reports how the embeddings lie.</param>
public readonly record struct TrainingMoment(long Step, long Steps, int StepsPerEpoch, bool Watched = false)
{
    /// <summary>Passes over the data done, in whole.</summary>
    public int Epoch => StepsPerEpoch == 0 ? 0 : (int)(Step / StepsPerEpoch);

    /// <summary>Passes of the whole run, the last one perhaps in part.</summary>
    public int Epochs => StepsPerEpoch == 0 ? 1 : (int)((Steps + StepsPerEpoch - 1) / StepsPerEpoch);

    /// <summary>Share of the run that is done, 0 at its first step.</summary>
    public double Progress => Steps == 0 ? 0 : (double)Step / Steps;

    /// <summary>Whether this is a pass's last step.</summary>
    public bool EndsEpoch => StepsPerEpoch > 0 && (Step + 1) % StepsPerEpoch == 0;

    /// <summary>Half a cosine over the run, from <paramref name="start"/> to <paramref name="end"/>.</summary>
    public double Cosine(double start, double end) => end + ((start - end) * (1 + Math.Cos(Math.PI * Math.Min(1, Progress))) / 2);
}
