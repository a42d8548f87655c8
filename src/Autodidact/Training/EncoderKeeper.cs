using Autodidact.Engine;
using Autodidact.Engine.Serialization;
using Autodidact.Models;

namespace Autodidact.Training;

/// <summary>Keeps the run's encoder in step with its checkpoints, so that a run can be used before it has ended.</summary>
/// <param name="encoder">The network that is being learned.</param>
/// <param name="folder">The run.</param>
/// <param name="provenance">Where the encoder comes from; the steps are filled in.</param>
internal sealed class EncoderKeeper(Encoder encoder, RunFolder folder, Provenance provenance)
{
    /// <summary>Writes the encoder from the state of a checkpoint, where it is the one that counts.</summary>
    public void Write(StateSnapshot state, string backbone, TrainingProgress progress)
    {
        if (progress.BestStep == 0 || progress.BestStep == progress.Step)
            encoder.Save(folder.Encoder, state, backbone, provenance with { Steps = progress.Step });
    }

    /// <summary>Writes the encoder that belongs to the checkpoint a run goes on from: a killed process may have left another one.</summary>
    /// <param name="checkpoints">The run's checkpoints.</param>
    /// <param name="progress">How far the run is; the network is as it was then.</param>
    /// <param name="note">Told when it cannot be done.</param>
    public void Repair(CheckpointStore checkpoints, TrainingProgress progress, Action<string> note)
    {
        if (progress.BestStep == 0 || progress.BestStep == progress.Step)
        {
            encoder.Save(folder.Encoder, provenance with { Steps = progress.Step });
            return;
        }
        using TensorScope scope = new();
        try
        {
            Checkpoint best = CheckpointStore.Read(checkpoints.PathOf(progress.BestStep));
            encoder.Save(folder.Encoder, best.Below(best.Backbone).Select(entry => new Engine.Modules.NamedTensor(entry.Key, entry.Value)), provenance with { Steps = progress.BestStep });
        }
        catch (Exception error) when (error is InvalidDataException or FileNotFoundException)
        {
            note($"The best checkpoint, of step {progress.BestStep}, cannot be read; the encoder stays as it is. {error.Message}");
        }
    }
}
