using Autodidact.Engine.Interop;

namespace Autodidact.Engine.Serialization;

/// <summary>
/// A folder that is there whole or not at all: it is filled under a temporary name beside its own, and renamed. It never replaces what is
/// there already. Unless it was committed, disposing it removes what was written.
/// </summary>
public sealed class AtomicFolder : IDisposable
{
    private readonly string _parent;
    private readonly bool _madeParent;
    private bool _committed;

    /// <summary>Makes the temporary folder, so that a place that cannot be written is known before there is anything to write.</summary>
    /// <param name="target">The folder's path in the end.</param>
    /// <exception cref="IOException">Something is there already, or the folder cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be made.</exception>
    public AtomicFolder(string target)
    {
        ArgumentException.ThrowIfNullOrEmpty(target);
        Target = System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(target));
        _parent = System.IO.Path.GetDirectoryName(Target) ?? throw new ArgumentException($"'{target}' is the root of a file system.", nameof(target));
        if (System.IO.Path.Exists(Target)) throw new IOException($"'{target}' is there already.");
        _madeParent = !Directory.Exists(_parent);
        Path = System.IO.Path.Combine(_parent, $".{System.IO.Path.GetFileName(Target)}.{System.IO.Path.GetRandomFileName()}.tmp");
        Directory.CreateDirectory(Path);
    }

    /// <summary>Where to write.</summary>
    public string Path { get; }

    /// <summary>The folder's full path in the end.</summary>
    public string Target { get; }

    /// <summary>Gives the folder its name.</summary>
    /// <exception cref="IOException">Something has come to be there in the meantime.</exception>
    public void Commit()
    {
        FolderFlush.Flush(Path);
        Directory.Move(Path, Target);
        _committed = true;
        FolderFlush.Flush(_parent);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_committed) return;
        // What went wrong before is what the caller has to hear of, not that the disk refuses this as well.
        try
        {
            if (Directory.Exists(Path)) Directory.Delete(Path, recursive: true);
            if (_madeParent && !Directory.EnumerateFileSystemEntries(_parent).Any()) Directory.Delete(_parent);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
        }
    }
}
