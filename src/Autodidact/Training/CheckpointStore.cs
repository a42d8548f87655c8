using System.Globalization;
using Autodidact.Engine;
using Autodidact.Engine.Serialization;

namespace Autodidact.Training;

/// <summary>
/// The checkpoints of a run, <c>step-00000120.safetensors</c>: each whole or not there at all, several kept, so that one is left
/// when another turns out to be damaged.
/// </summary>
/// <param name="folder">Where they lie. It must exist when one is written: a run whose folder was removed is not to make it again.</param>
/// <param name="keepLast">How many of the newest are kept.</param>
internal sealed class CheckpointStore(string folder, int keepLast = 2)
{
    private const string Prefix = "step-", Suffix = ".safetensors", BackboneKey = "backbone";

    /// <summary>The newest checkpoint; null when there is none.</summary>
    public string? Newest => Paths().FirstOrDefault();

    /// <summary>The file of a step, whether it is there or not.</summary>
    public string PathOf(long step) => Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{Prefix}{step:00000000}{Suffix}"));

    /// <summary>Writes a checkpoint and returns its path.</summary>
    /// <exception cref="DirectoryNotFoundException">The folder was removed.</exception>
    public string Write(TrainingProgress progress, StateSnapshot state, string backbone)
    {
        string path = PathOf(progress.Step);
        state.Write(path, new Dictionary<string, string>(progress.ToMetadata()) { [BackboneKey] = backbone });
        return path;
    }

    /// <summary>Removes what is no longer needed once the checkpoint of <paramref name="progress"/> is safe.</summary>
    public void Prune(TrainingProgress progress)
    {
        // What lies beyond is of a future that did not happen: the run went back behind it because it was damaged.
        string[] paths = [.. Paths()], past = [.. paths.Where(path => StepOf(path) <= progress.Step)];
        foreach (string path in paths.Except(past).Concat(past.Skip(keepLast).Where(path => StepOf(path) != progress.BestStep)))
            File.Delete(path);
    }

    /// <summary>Reads the newest checkpoint that is whole; null when there is none at all.</summary>
    /// <param name="note">Told about checkpoints that are damaged.</param>
    /// <exception cref="InvalidDataException">There are checkpoints, and all are damaged.</exception>
    public Checkpoint? ReadNewest(Action<string> note)
    {
        List<string> damaged = [];
        foreach (string path in Paths())
        {
            try
            {
                Checkpoint checkpoint = Read(path);
                if (damaged.Count > 0)
                    note($"The run goes on from {Path.GetFileName(path)}, the newest checkpoint that is whole.");
                return checkpoint;
            }
            catch (InvalidDataException error)
            {
                damaged.Add(error.Message);
                note($"The checkpoint {Path.GetFileName(path)} is damaged and left out: {error.Message}");
            }
        }
        return damaged.Count == 0 ? null : throw new InvalidDataException($"No checkpoint in {folder} can be read: {string.Join("; ", damaged)}");
    }

    /// <summary>Reads a checkpoint; its tensors belong to the scope that is open.</summary>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public static Checkpoint Read(string path)
    {
        Dictionary<string, Tensor> state = StateFile.ReadVerified(path, out IReadOnlyDictionary<string, string> metadata);
        return new(path, TrainingProgress.FromMetadata(metadata, path), metadata.GetValueOrDefault(BackboneKey) ?? "", state);
    }

    /// <summary>Newest first.</summary>
    private IEnumerable<string> Paths() => !Directory.Exists(folder) ? [] : Directory
        .EnumerateFiles(folder, $"{Prefix}*{Suffix}")
        .Where(path => StepOf(path) >= 0)
        .OrderByDescending(StepOf);

    private static long StepOf(string path) =>
        long.TryParse(Path.GetFileName(path)[Prefix.Length..^Suffix.Length], NumberStyles.None, CultureInfo.InvariantCulture, out long step) ? step : -1;
}
