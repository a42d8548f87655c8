namespace Autodidact.Evaluation.FineTuning;

/// <summary>How a network did on some samples.</summary>
/// <param name="Hits">Samples that were predicted rightly.</param>
/// <param name="Count">Samples.</param>
/// <param name="Loss">Mean cross entropy in nats; not a number where it was not asked for.</param>
internal readonly record struct TuningMeasure(int Hits, int Count, double Loss)
{
    public double Accuracy => (double)Hits / Count;
}
