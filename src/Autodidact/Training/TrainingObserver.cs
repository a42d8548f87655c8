using Autodidact.Data;
using Autodidact.Training.Diagnosis;

namespace Autodidact.Training;

/// <summary>
/// Somebody who watches a run: a progress display, a probe, a live page. Training knows none of them by name. Everything is
/// called on the training thread, between steps, so an observer may use the networks but should be quick.
/// </summary>
public abstract class TrainingObserver
{
    /// <summary>Names of the figures that this observer will add at ends of epochs of a run on <paramref name="source"/>; asked before anything is started.</summary>
    public virtual IReadOnlyList<string> FiguresOn(DataSource source) => [];

    /// <summary>Something long is under way before the first step; told after each sample.</summary>
    public virtual void Preparing(Preparation work)
    {
    }

    /// <summary>Everything is ready; the first step comes next.</summary>
    public virtual void Started(TrainingStarted run)
    {
    }

    /// <summary>An optimizer step was done.</summary>
    public virtual void StepCompleted(TrainingStep step)
    {
    }

    /// <summary>Something goes wrong in the run. Each thing is said once.</summary>
    public virtual void Found(Finding finding)
    {
    }

    /// <summary>A pass over the data was done. Figures added here go to the metrics log, before the checkpoint is written.</summary>
    public virtual void EpochCompleted(TrainingEpoch epoch)
    {
    }

    /// <summary>Everything up to <paramref name="step"/> is safe in the file at <paramref name="path"/>. Files are written beside the training, so this comes some steps later.</summary>
    public virtual void CheckpointSaved(long step, string path)
    {
    }

    /// <summary>Something that a person should know: a choice that was made, samples that were skipped.</summary>
    public virtual void Noted(string note)
    {
    }

    /// <summary>The run has ended, whichever way; its state says how.</summary>
    public virtual void Ended(RunInformation run)
    {
    }
}
