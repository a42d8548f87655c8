using System.Runtime.InteropServices;

namespace Autodidact.Engine.Interop;

/// <summary>
/// Flushes a folder to the disk. A file's content is flushed with the file; its name is a part of the folder, and .NET opens no folders.
/// </summary>
internal static partial class FolderFlush
{
    private const string Library = "libc";

    // O_CLOEXEC, whose number is the same on all of Linux's processors that .NET runs on; 0 with it is O_RDONLY.
    private const int ReadAndCloseOnExecute = 0x80000;

    /// <summary>Waits until the names in a folder are on the disk; does nothing outside Linux.</summary>
    /// <returns>Whether they are. Some file systems cannot do this, and what was written is no worse for it.</returns>
    public static bool Flush(string folder)
    {
        if (!OperatingSystem.IsLinux()) return false;
        int descriptor = Open(folder, ReadAndCloseOnExecute);
        if (descriptor < 0) return false;
        bool flushed = Synchronize(descriptor) == 0;
        _ = Close(descriptor);
        return flushed;
    }

    [LibraryImport(Library, EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport(Library, EntryPoint = "fsync")]
    private static partial int Synchronize(int descriptor);

    [LibraryImport(Library, EntryPoint = "close")]
    private static partial int Close(int descriptor);
}
