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
            int status = await AttemptAsync(arguments, attempt, cancel);
            bool lost = status is not (ExitCode.Done or ExitCode.Usage or ExitCode.Interrupted);
            if (!lost || cancel.IsCancellationRequested || attempt == options.MaxRestarts)
                return status;
            shell.Error.WriteLine($"Starting all {options.Processes} processes anew from the last checkpoint ({attempt + 1} of at most {options.MaxRestarts} restarts).");
        }
    }

    private async Task<int> AttemptAsync(IReadOnlyList<string> arguments, int attempt, CancellationToken cancel)
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
                ChildProcess? failed = running.FirstOrDefault(child => child.HasExited && child.Status is not (ExitCode.Done or ExitCode.Interrupted));
                running.RemoveAll(child => child.HasExited);
                if (failed is not null)
                    return await EndAsync(failed, running, children);
            }
            return children[0].Status;
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

    private async Task<int> EndAsync(ChildProcess failed, List<ChildProcess> others, List<ChildProcess> all)
    {
        try
        {
            using CancellationTokenSource limit = new(failed.IsKilled ? s_findingOut : s_beingTold);
            await Task.WhenAll(others.Select(child => child.WaitAsync(limit.Token)));
        }
        catch (OperationCanceledException)
        {
            others.ForEach(child => child.Kill());
        }
        // Rank 0 has said what was wrong with the configuration; it is the same for all.
        if (all.Any(child => child.HasExited && child.Status == ExitCode.Usage))
            return ExitCode.Usage;
        foreach (string line in failed.Describe())
            shell.Error.WriteLine(line);
        return ExitCode.Failure;
    }

    private static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
