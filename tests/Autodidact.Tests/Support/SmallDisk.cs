using System.Diagnostics;

namespace Autodidact.Tests.Support;

/// <summary>A file system of its own in memory, small enough to be filled. Needs the right to mount.</summary>
internal sealed class SmallDisk : IDisposable
{
    private SmallDisk(string path) => Path = path;

    /// <summary>Where it is mounted.</summary>
    public string Path { get; }

    /// <summary>Mounts one at a new folder; null where that is not allowed.</summary>
    public static SmallDisk? Mount(string folder, string size)
    {
        Directory.CreateDirectory(folder);
        return Run("mount", "-t", "tmpfs", "-o", $"size={size}", "tmpfs", folder) ? new SmallDisk(folder) : null;
    }

    /// <summary>Mounts it anew with other options, such as <c>size=20m</c> or <c>ro</c>.</summary>
    public bool Remount(string options) => Run("mount", "-o", $"remount,{options}", Path);

    public void Dispose() => Run("umount", "-l", Path);

    private static bool Run(string program, params string[] arguments)
    {
        try
        {
            using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
