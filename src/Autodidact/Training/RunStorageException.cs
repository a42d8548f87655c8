namespace Autodidact.Training;

/// <summary>A run could not write into its folder: the disk is full, may not be written, or the folder is gone. What was safe before is untouched.</summary>
/// <param name="what">What could not be written.</param>
/// <param name="path">Where.</param>
/// <param name="checkpoint">The last checkpoint that is safe; null when there is none.</param>
/// <param name="cause">What the system said.</param>
public sealed class RunStorageException(string what, string path, string? checkpoint, Exception cause)
    : Exception(Describe(what, path, checkpoint, cause), cause)
{
    /// <summary>The last checkpoint that is safe; null when there is none.</summary>
    public string? Checkpoint { get; } = checkpoint;

    private static string Describe(string what, string path, string? checkpoint, Exception cause)
    {
        if (cause is DirectoryNotFoundException or FileNotFoundException || !Directory.Exists(Path.GetDirectoryName(Path.GetFullPath(path))))
            return $"{what} could not be written: the folder {Path.GetDirectoryName(path)} was removed or renamed while the run trained in it. It is not made again.";
        string reason = cause.Message.TrimEnd('.');
        return checkpoint is null
            ? $"{what} could not be written: {reason}. No checkpoint was written before."
            : $"{what} could not be written: {reason}. The last checkpoint, {checkpoint}, is intact: once the folder can be written again, --resume goes on from there.";
    }
}
