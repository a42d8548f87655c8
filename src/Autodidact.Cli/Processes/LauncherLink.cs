namespace Autodidact.Cli.Processes;

/// <summary>
/// A launched process's end of the pipe from its launcher: a word there asks it to stop; the pipe's end means that the launcher is
/// gone, and the process goes too, so that none is left behind.
/// </summary>
internal static class LauncherLink
{
    public const string Variable = "AUTODIDACT_LAUNCHED";
    public const string Stop = "stop";

    /// <summary>Whether a launcher of this program started this process.</summary>
    public static bool IsHere => Environment.GetEnvironmentVariable(Variable) == "1";

    /// <summary>Listens on a thread of its own.</summary>
    public static void Listen(Action stop) => new Thread(() =>
    {
        while (Console.In.ReadLine() is string word)
            if (word == Stop) stop();
        Environment.Exit(ExitCode.Interrupted);
    }) { IsBackground = true, Name = "launcher link" }.Start();
}
