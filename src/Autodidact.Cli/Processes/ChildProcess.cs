using System.Diagnostics;
using System.Globalization;
using System.Reflection;

namespace Autodidact.Cli.Processes;

/// <summary>One of the processes that a launcher started. Rank 0 speaks for all; what the others say is kept for when they fail.</summary>
internal sealed class ChildProcess : IDisposable
{
    private const int KeptLines = 20;
    private const int FirstSignal = 128;

    private readonly Process _process;
    private readonly Queue<string> _said = new();

    private ChildProcess(int rank, Process process) => (Rank, _process) = (rank, process);

    public int Rank { get; }

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    public int Status => _process.ExitCode;

    /// <summary>Whether it ended by a signal.</summary>
    public bool IsKilled => Status > FirstSignal;

    /// <summary>Starts this program again as one rank.</summary>
    /// <param name="rank">Which.</param>
    /// <param name="size">Of how many.</param>
    /// <param name="port">Where they meet.</param>
    /// <param name="attempt">0 the first time, then 1, 2, ...</param>
    /// <param name="arguments">The command line.</param>
    public static ChildProcess Start(int rank, int size, int port, int attempt, IEnumerable<string> arguments)
    {
        string program = Environment.ProcessPath!;
        // Run as `dotnet Autodidact.Cli.dll`, the program is an argument of its host.
        string[] host = Path.GetFileNameWithoutExtension(program) == "dotnet" ? [Assembly.GetEntryAssembly()!.Location] : [];
        ProcessStartInfo start = new(program, [.. host, .. arguments]) { RedirectStandardInput = true, RedirectStandardOutput = rank > 0, RedirectStandardError = rank > 0 };
        void Set(string name, int value) => start.Environment[name] = value.ToString(CultureInfo.InvariantCulture);
        Set("RANK", rank);
        Set("LOCAL_RANK", rank);
        Set("WORLD_SIZE", size);
        Set("LOCAL_WORLD_SIZE", size);
        Set("MASTER_PORT", port);
        Set("TORCHELASTIC_RESTART_COUNT", attempt);
        start.Environment["MASTER_ADDR"] = "127.0.0.1";
        start.Environment["AUTODIDACT_LOOPBACK"] = "1";      // all are here: no other network is to be asked
        start.Environment[LauncherLink.Variable] = "1";
        ChildProcess child = new(rank, Process.Start(start)!);
        if (rank > 0)
        {
            child._process.OutputDataReceived += (_, _) => { };
            child._process.ErrorDataReceived += (_, line) => child.Keep(line.Data);
            child._process.BeginOutputReadLine();
            child._process.BeginErrorReadLine();
        }
        return child;
    }

    /// <summary>Asks it to stop after what is under way.</summary>
    public void AskToStop()
    {
        try
        {
            _process.StandardInput.WriteLine(LauncherLink.Stop);
            _process.StandardInput.Flush();
        }
        catch (IOException)
        {
            // It has ended.
        }
    }

    public Task WaitAsync(CancellationToken cancel) => _process.WaitForExitAsync(cancel);

    public void Kill()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
    }

    /// <summary>Whether it had to be ended, since it did not end with the others.</summary>
    public bool WasHanging { get; private set; }

    /// <summary>Ends it because it does not end by itself.</summary>
    public Task EndHangingAsync()
    {
        WasHanging = true;
        Kill();
        return WaitAsync(CancellationToken.None);
    }

    /// <summary>How it was killed.</summary>
    public string Describe() => $"rank {Rank} (process {Id}) was killed by signal {Status - FirstSignal}";

    /// <summary>What it said last; nothing of rank 0, which speaks for itself.</summary>
    public string[] LastWords()
    {
        lock (_said) return [.. _said];
    }

    public void Dispose() => _process.Dispose();

    private void Keep(string? line)
    {
        if (string.IsNullOrWhiteSpace(line)) return;
        lock (_said)
        {
            _said.Enqueue(line);
            if (_said.Count > KeptLines) _said.Dequeue();
        }
    }
}
