using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Autodidact.Engine.Serialization;

/// <summary>Writes a file so that a reader, or a crash at any moment, meets the old content or the new, never a part.</summary>
public static partial class AtomicFile
{
    /// <summary>
    /// Writes to a temporary file in the folder of <paramref name="path"/>, flushes it to the disk and renames it.
    /// When <paramref name="write"/> throws, the old file stays as it was. Missing folders are made.
    /// </summary>
    public static void Write(string path, Action<Stream> write)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(write);
        string target = Path.GetFullPath(path);
        string folder = Path.GetDirectoryName(target) ?? throw new ArgumentException($"'{path}' is a folder, not a file.", nameof(path));
        Directory.CreateDirectory(folder);
        string temporary = Path.Combine(folder, $".{Path.GetFileName(target)}.{Path.GetRandomFileName()}.tmp");
        try
        {
            using (FileStream stream = new(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 1 << 16))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, target, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    /// <summary>
    /// Removes the temporary files that killed processes left in a folder, not below it: files under this class's names that are older
    /// than this process and that no process is writing. A folder that does not exist has none.
    /// </summary>
    /// <returns>Files removed.</returns>
    public static int RemoveLeftovers(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        if (!Directory.Exists(folder)) return 0;
        DateTime started = Process.GetCurrentProcess().StartTime.ToUniversalTime();
        return Directory.EnumerateFiles(folder, ".*.tmp").Count(path =>
            TemporaryName().IsMatch(Path.GetFileName(path)) && File.GetLastWriteTimeUtc(path) < started && RemoveUnlessHeld(path));
    }

    // A writer holds its file exclusively until it is whole; to get hold of it is to know that the writer is gone.
    private static bool RemoveUnlessHeld(string path)
    {
        try
        {
            using FileStream held = new(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            File.Delete(path);
            return true;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    [GeneratedRegex(@"^\..+\.[a-z0-9]{8}\.[a-z0-9]{3}\.tmp$")]
    private static partial Regex TemporaryName();

    /// <summary>Writes <paramref name="text"/> as UTF-8 without a byte-order mark.</summary>
    public static void WriteText(string path, string text) =>
        Write(path, stream =>
        {
            using StreamWriter writer = new(stream, leaveOpen: true);
            writer.Write(text);
        });
}
