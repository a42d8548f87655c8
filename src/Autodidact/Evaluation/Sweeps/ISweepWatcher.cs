using Autodidact.Training;

namespace Autodidact.Evaluation.Sweeps;

/// <summary>Somebody who watches a sweep.</summary>
public interface ISweepWatcher : IProgress<EvaluationProgress>
{
    /// <summary>A run begins or goes on; who is returned watches it.</summary>
    /// <param name="cell">The run.</param>
    /// <param name="number">Which of the sweep's runs it is, counted from 1.</param>
    /// <param name="count">Runs of the sweep.</param>
    /// <param name="toDo">Runs that still have to be trained after this one.</param>
    IEnumerable<TrainingObserver> Begins(SweepCell cell, int number, int count, int toDo);

    /// <summary>A run is done, failed or was stopped.</summary>
    /// <param name="run">What came of it.</param>
    void Ended(SweepRun run);

    /// <summary>Something that a person should know.</summary>
    void Noted(string note);
}
