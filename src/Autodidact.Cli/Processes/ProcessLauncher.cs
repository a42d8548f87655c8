using System.Net;
using System.Net.Sockets;

namespace Autodidact.Cli.Processes;

/// <summary>Starts the processes of a run on this machine, ends them together, and starts them anew when asked to.</summary>
internal sealed class ProcessLauncher(Shell shell, LaunchOptions options)
{
    // Who was killed could not tell the others, who find out by themselves within this time; who gave up has told them.
    private static readonly TimeSpan s_findingOut = TimeSpan.FromSeconds(30), s_beingTold = TimeSpan.FromSeconds(10);

    /// <summary>Runs the command line in all processes.</summary>
    /// <returns>The exit status of the whole.</returns>
    public async Task<int> RunAsync(IReadOnlyList<string> arguments, CancellationToken cancel)
    {
        for (int attempt = 0; ; attempt++)
        {
            (int status, bool lost) = await AttemptAsync(arguments, attempt, cancel);
            // An error of its own would come again; a process that was killed or hung need not.
            if (!lost || cancel.IsCancellationRequested || attempt == options.MaxRestarts)
                return status;
            shell.Error.WriteLine($"Starting all {options.Processes} processes anew from the last checkpoint ({attempt + 1} of at most {options.MaxRestarts} restarts).");
        }
    }

    private async Task<(int Status, bool Lost)> AttemptAsync(IReadOnlyList<string> arguments, int attempt, CancellationToken cancel)
    {
        int port = FreePort();
        List<ChildProcess> children = [];
        try
        {
            for (int rank = 0; rank < options.Processes; rank++)
                children.Add(ChildProcess.Start(rank, options.Processes, port, attempt, arguments));
            using CancellationTokenRegistration stop = cancel.Register(() => children.ForEach(child => child.AskToStop()));
            List<ChildProcess> running = [.. children];
            while (running.Count > 0)
            {
                await Task.WhenAny(running.Select(child => child.WaitAsync(CancellationToken.None)));
                ChildProcess? first = running.FirstOrDefault(child => child.HasExited && child.Status is not (ExitCode.Done or ExitCode.Interrupted));
                running.RemoveAll(child => child.HasExited);
                if (first is null)
                    continue;
                await EndAsync(first, running);
                return Explain(first, children);
            }
            return (children[0].Status, false);
        }
        finally
        {
            foreach (ChildProcess child in children)
            {
                child.Kill();
                child.Dispose();
            }
        }
    }

    /// <summary>Lets the others end by themselves, then ends them; those are marked as hanging.</summary>
    private static async Task EndAsync(ChildProcess first, List<ChildProcess> others)
    {
        try
        {
            using CancellationTokenSource limit = new(first.IsKilled ? s_findingOut : s_beingTold);
            await Task.WhenAll(others.Select(child => child.WaitAsync(limit.Token)));
        }
        catch (OperationCanceledException)
        {
            foreach (ChildProcess child in others.Where(child => !child.HasExited))
                await child.EndHangingAsync();
        }
    }

    /// <summary>Says what rank 0 has not said itself.</summary>
    private (int Status, bool Lost) Explain(ChildProcess first, List<ChildProcess> children)
    {
        if (children.Any(child => child.Status == ExitCode.Usage))
            return (ExitCode.Usage, false);     // it is the same for all
        ChildProcess? failed = children.FirstOrDefault(child => child.Status == ExitCode.Failure);
        foreach (ChildProcess child in children.Where(child => child.IsKilled && !child.WasHanging))
            shell.Error.WriteLine(child.Describe());
        if ((failed ?? first) is { Rank: > 0 } other)
            foreach (string line in other.LastWords())
                shell.Error.WriteLine($"[rank {other.Rank}] {line}");
        return (ExitCode.Failure, failed is null);
    }

    private static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
