using Autodidact.Configuration;
using Autodidact.Engine;
using Autodidact.Engine.Distributed;

namespace Autodidact.Cli.Processes;

/// <summary>Runs a command's work as one of the processes that a launcher started, or alone.</summary>
internal static class Membership
{
    /// <summary>Joins the other processes, does the work and leaves with them; where it fails, tells them why.</summary>
    /// <param name="shell">Where the last words go when this process can only be ended.</param>
    /// <param name="stall">How long the others may wait for one of them within the steps of a run.</param>
    /// <param name="work">The work; it sees the world as <see cref="World.Current"/>.</param>
    /// <param name="cancel">Ends the waiting for the others at the start.</param>
    /// <exception cref="ConfigurationException">The launcher's environment is wrong.</exception>
    public static async Task<T> RunAsync<T>(Shell shell, TimeSpan? stall, Func<Task<T>> work, CancellationToken cancel)
    {
        WorldOptions options = new()
        {
            Cancel = cancel,
            WhenWaiting = shell.Error.WriteLine,
            WhenStuck = lost =>
            {
                shell.Error.WriteLine($"error: {lost}");
                ProcessEnd.Now(ExitCode.Lost);
            },
        };
        if (stall is TimeSpan limit)
            options = options with { Stall = limit };
        using World world = World.Join(Place(), options);
        try
        {
            T result = await work();
            world.Leave();
            return result;
        }
        catch (Exception failure)
        {
            Exception cause = world.Explain(failure);
            if (cause is not (RankLostException or OperationCanceledException))
                world.Fail(cause.Message);
            if (!ReferenceEquals(cause, failure))
                throw cause;
            throw;
        }
    }

    private static WorldPlace Place()
    {
        try
        {
            return WorldPlace.FromEnvironment();
        }
        catch (FormatException wrong)
        {
            throw new ConfigurationException([new("environment", null, wrong.Message)]);
        }
    }
}
