using System.Diagnostics;
using System.Text.RegularExpressions;
using Autodidact.Engine.Interop;

namespace Autodidact.Engine.Serialization;

/// <summary>Writes a file so that a reader, or a crash at any moment, meets the old content or the new, never a part.</summary>
public static partial class AtomicFile
{
    /// <summary>
    /// Writes to a temporary file in the folder of <paramref name="path"/>, flushes it to the disk, renames it and flushes the folder.
    /// When <paramref name="write"/> throws, the old file stays as it was.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="write">Writes the content.</param>
    /// <param name="makeFolder">Whether missing folders are made; otherwise they are an error, as for a folder that somebody removed.</param>
    /// <exception cref="DirectoryNotFoundException">The folder is missing and is not to be made.</exception>
    public static void Write(string path, Action<Stream> write, bool makeFolder = true)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(write);
        string target = Path.GetFullPath(path);
        string folder = Path.GetDirectoryName(target) ?? throw new ArgumentException($"'{path}' is a folder, not a file.", nameof(path));
        if (Directory.Exists(target)) throw new IOException($"'{path}' cannot be written: it is a folder, not a file.");
        if (makeFolder) Directory.CreateDirectory(folder);
        string temporary = Path.Combine(folder, $".{Path.GetFileName(target)}.{Path.GetRandomFileName()}.tmp");
        try
        {
            using (FileStream stream = new(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 1 << 14))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, target, overwrite: true);
            // Or a power cut could undo the renaming after what it replaces, such as an older checkpoint, was removed.
            FolderFlush.Flush(folder);
        }
        catch (Exception error)
        {
            TryDelete(temporary);
            // Nobody knows the temporary name.
            if (error is IOException or UnauthorizedAccessException && error.Message.Contains(temporary, StringComparison.Ordinal)) throw Named(error, path, temporary);
            throw;
        }
    }

    /// <summary>Why a file cannot be written, as far as that can be known beforehand: of a disk that is full it cannot. Leaves nothing behind.</summary>
    /// <param name="path">The file, which may be there or not, in a folder that may be there or not.</param>
    /// <returns>What is wrong, said of the path; null where nothing is known to be.</returns>
    public static string? Problem(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        string target = Path.GetFullPath(path), name = Path.GetFileName(target);
        if (name.Length == 0 || Directory.Exists(target)) return "is a folder; name a file in it";
        string folder = Path.GetDirectoryName(target)!;
        while (!Directory.Exists(folder))
        {
            if (File.Exists(folder)) return $"cannot be written: '{folder}' is a file, not a folder";
            folder = Path.GetDirectoryName(folder)!;
        }
        string probe = Path.Combine(folder, $".{name}.{Path.GetRandomFileName()}.tmp");
        try
        {
            new FileStream(probe, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Options = FileOptions.DeleteOnClose }).Dispose();
            return null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return $"cannot be written: {Reason(error, folder, probe)}";
        }
    }

    /// <summary>Gives a folder whose files are on the disk its final name, and has the name on the disk as well.</summary>
    /// <param name="temporary">The folder.</param>
    /// <param name="path">Its name; nothing is there yet.</param>
    /// <exception cref="IOException">Something is there.</exception>
    public static void MoveFolder(string temporary, string path)
    {
        FolderFlush.Flush(temporary);
        Directory.Move(temporary, path);
        FolderFlush.Flush(Path.GetDirectoryName(Path.GetFullPath(path))!);
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
        // Starts are counted in hundredths of a second and rounded down; a process that was killed just before must not be taken for a later one.
        DateTime started = Process.GetCurrentProcess().StartTime.ToUniversalTime() + TimeSpan.FromMilliseconds(10);
        return Directory.EnumerateFiles(folder, ".*.tmp").Count(path =>
            IsTemporary(path) && File.GetLastWriteTimeUtc(path) < started && RemoveUnlessHeld(path));
    }

    /// <summary>Whether a file of this name is, or was, on its way to be written by this class.</summary>
    public static bool IsTemporary(string path) => TemporaryName().IsMatch(Path.GetFileName(path));

    private static Exception Named(Exception error, string path, string temporary)
    {
        string message = $"'{path}' cannot be written: {Reason(error, Path.GetDirectoryName(temporary)!, temporary)}.";
        return error switch
        {
            UnauthorizedAccessException => new UnauthorizedAccessException(message, error),
            DirectoryNotFoundException => new DirectoryNotFoundException(message, error),
            _ => new IOException(message, error),
        };
    }

    private static string Reason(Exception error, string folder, string temporary) => error switch
    {
        UnauthorizedAccessException => $"access to '{folder}' is denied",
        FileNotFoundException => $"nothing can be made in '{folder}'",
        DirectoryNotFoundException => $"the folder '{folder}' is missing",
        _ => error.Message.Replace($" : '{temporary}'", "", StringComparison.Ordinal).TrimEnd('.'),
    };

    // What went wrong before is what the caller has to hear of, not that the disk refuses this as well.
    private static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
        }
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
    /// <inheritdoc cref="Write"/>
    public static void WriteText(string path, string text, bool makeFolder = true) =>
        Write(path, stream =>
        {
            using StreamWriter writer = new(stream, leaveOpen: true);
            writer.Write(text);
        }, makeFolder);
}
