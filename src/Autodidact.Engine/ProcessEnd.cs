using System.Runtime.InteropServices;

namespace Autodidact.Engine;

/// <summary>
/// Ends a program that has used the engine. A usual end runs the destructors of native libraries, and oneDNN's cache of compiled
/// kernels then crashes in some of them, depending on how many threads there were: work that was done would look failed.
/// </summary>
public static partial class ProcessEnd
{
    /// <summary>Ends the process at once, after what was said is flushed. What is to be saved must be saved.</summary>
    public static void Now(int status)
    {
        Console.Out.Flush();
        Console.Error.Flush();
        if (OperatingSystem.IsLinux()) Exit(status);
        Environment.Exit(status);
    }

    [LibraryImport("libc", EntryPoint = "_exit")]
    private static partial void Exit(int status);
}
