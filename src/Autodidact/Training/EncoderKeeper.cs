using Autodidact.Models;

namespace Autodidact.Training;

/// <summary>Writes the encoder whenever a checkpoint is written, so that a run can be used before it has ended.</summary>
/// <param name="encoder">The network that is being learned.</param>
/// <param name="folder">The run.</param>
/// <param name="provenance">Where the encoder comes from; the steps are filled in.</param>
internal sealed class EncoderKeeper(Encoder encoder, RunFolder folder, Provenance provenance) : TrainingObserver
{
    public override void CheckpointSaved(long step, string path) => encoder.Save(folder.Encoder, provenance with { Steps = step });
}
