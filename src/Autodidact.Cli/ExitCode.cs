using Autodidact.Cli.Processes;

namespace Autodidact.Cli;

/// <summary>What the process says to the script that called it.</summary>
internal static class ExitCode
{
    public const int Done = 0;

    /// <summary>Anything that went wrong after the start.</summary>
    public const int Failure = 1;

    /// <summary>Another process of the run is lost: what a launcher of this program may start anew. Others hear <see cref="Failure"/>.</summary>
    public static int Lost => LauncherLink.IsHere ? 3 : Failure;

    /// <summary>Wrong usage or configuration: nothing was started.</summary>
    public const int Usage = 2;

    /// <summary>Stopped by somebody; the state was saved.</summary>
    public const int Interrupted = 130;
}
