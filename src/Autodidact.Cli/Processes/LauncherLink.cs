using Autodidact.Engine;

namespace Autodidact.Cli.Processes;

/// <summary>
/// A launched process's end of the pipe from its launcher: a word there asks it to stop. The pipe's end means that the launcher is
/// gone: the process stops as if asked, and within half a minute in any case, so that none is left behind.
/// </summary>
internal static class LauncherLink
{
    public const string Variable = "AUTODIDACT_LAUNCHED";
    public const string Stop = "stop";

    private static readonly TimeSpan s_stopping = TimeSpan.FromSeconds(30);

    /// <summary>Whether a launcher of this program started this process.</summary>
    public static bool IsHere => Environment.GetEnvironmentVariable(Variable) == "1";

    /// <summary>Listens on a thread of its own.</summary>
    public static void Listen(Action stop) => new Thread(() =>
    {
        while (Console.In.ReadLine() is string word)
            if (word == Stop) stop();
        stop();
        Thread.Sleep(s_stopping);
        ProcessEnd.Now(ExitCode.Interrupted);
    }) { IsBackground = true, Name = "launcher link" }.Start();
}
