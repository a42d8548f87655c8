using System.Globalization;
using Autodidact.Engine;
using Autodidact.Engine.Modules;
using Autodidact.Engine.Serialization;

namespace Autodidact.Training;

/// <summary>
/// The checkpoints of a run, <c>step-00000120.safetensors</c>: each whole or not there at all, the last two kept, so that one
/// is left when the other turns out to be damaged.
/// </summary>
/// <param name="folder">Made when the first checkpoint is written.</param>
internal sealed class CheckpointStore(string folder)
{
    private const int Kept = 2;
    private const string Prefix = "step-", Suffix = ".safetensors";

    /// <summary>The newest checkpoint; null when there is none.</summary>
    public string? Newest => Paths().FirstOrDefault();

    /// <summary>Writes a checkpoint and removes those that are no longer needed.</summary>
    public string Save(TrainingProgress progress, IEnumerable<NamedTensor> state)
    {
        string path = Path.Combine(folder, $"{Prefix}{progress.Step:00000000}{Suffix}");
        StateFile.Write(path, state, progress.ToMetadata());
        foreach (string old in Paths().Skip(Kept))
            File.Delete(old);
        return path;
    }

    /// <summary>
    /// Gives the newest checkpoint that can be read to <paramref name="restore"/>: its tensors by name, which belong to the
    /// scope that is open then.
    /// </summary>
    /// <param name="restore">Puts the tensors where they belong.</param>
    /// <param name="note">Told about checkpoints that are damaged.</param>
    /// <returns>Where the run goes on; the start when there is no checkpoint.</returns>
    /// <exception cref="InvalidDataException">There are checkpoints, and all are damaged.</exception>
    public TrainingProgress Load(Action<Dictionary<string, Tensor>> restore, Action<string> note)
    {
        List<string> damaged = [];
        foreach (string path in Paths())
        {
            using TensorScope scope = new();
            Dictionary<string, Tensor> state;
            TrainingProgress progress;
            try
            {
                using (SafetensorsFile file = SafetensorsFile.Open(path))
                    progress = TrainingProgress.FromMetadata(file.Metadata, path);
                state = StateFile.Read(path);
            }
            catch (InvalidDataException error)
            {
                damaged.Add(error.Message);
                note($"The checkpoint {Path.GetFileName(path)} is damaged and left out: {error.Message}");
                continue;
            }
            restore(state);
            return progress;
        }
        return damaged.Count == 0 ? TrainingProgress.Start : throw new InvalidDataException($"No checkpoint in {folder} can be read: {string.Join("; ", damaged)}");
    }

    /// <summary>Newest first.</summary>
    private IEnumerable<string> Paths() => !Directory.Exists(folder) ? [] : Directory
        .EnumerateFiles(folder, $"{Prefix}*{Suffix}")
        .Where(path => long.TryParse(Path.GetFileName(path)[Prefix.Length..^Suffix.Length], NumberStyles.None, CultureInfo.InvariantCulture, out _))
        .OrderByDescending(path => long.Parse(Path.GetFileName(path)[Prefix.Length..^Suffix.Length], CultureInfo.InvariantCulture));
}
