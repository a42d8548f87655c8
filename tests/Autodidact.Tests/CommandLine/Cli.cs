using System.Diagnostics;
using Autodidact.Tests.Support;

namespace Autodidact.Tests.CommandLine;

/// <summary>Runs the real program in a process of its own, as a user or a script does.</summary>
internal sealed class Cli : IDisposable
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(5);

    private readonly Process _process;
    private readonly Task<string> _output;
    private readonly Task<string> _error;

    private Cli(string folder, string[] arguments, Dictionary<string, string>? environment = null)
    {
        ProcessStartInfo start = new(Path.Combine(AppContext.BaseDirectory, "Autodidact.Cli"), arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        // The host of the tests knows where the runtime lies; the program finds it by itself only in the usual places.
        start.Environment["DOTNET_ROOT"] = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "../../.."));
        foreach ((string name, string value) in environment ?? []) start.Environment[name] = value;
        _process = Process.Start(start)!;
        _process.StandardInput.Close();
        _output = _process.StandardOutput.ReadToEndAsync();
        _error = _process.StandardError.ReadToEndAsync();
    }

    /// <summary>Runs a command to its end.</summary>
    /// <param name="folder">The working folder.</param>
    /// <param name="arguments">Command and options.</param>
    public static async Task<CliResult> RunAsync(TemporaryFolder folder, params string[] arguments)
    {
        using Cli run = Start(folder, arguments);
        return await run.EndAsync();
    }

    /// <summary>The process.</summary>
    public int Id => _process.Id;

    /// <summary>Starts a command with more in its environment; dispose it to be sure that it ends.</summary>
    public static Cli Start(TemporaryFolder folder, Dictionary<string, string> environment, params string[] arguments) => new(folder.Path, arguments, environment);

    /// <summary>Starts a command; dispose it to be sure that it ends.</summary>
    public static Cli Start(TemporaryFolder folder, params string[] arguments) => new(folder.Path, arguments);

    /// <summary>Sends a signal by its name: <c>INT</c> is Ctrl-C, <c>KILL</c> is a power cut.</summary>
    public void Signal(string name)
    {
        using Process kill = Process.Start("kill", [$"-{name}", _process.Id.ToString()]);
        kill.WaitForExit();
    }

    /// <summary>Ends the process at once: quicker than a signal by its name, for moments that pass.</summary>
    public void Kill() => _process.Kill();

    /// <summary>Waits until something is so; false when the program ended before.</summary>
    public async Task<bool> UntilAsync(Func<bool> condition)
    {
        while (!condition())
        {
            if (_process.HasExited) return false;
            await Task.Delay(1);
        }
        return true;
    }

    /// <summary>Waits until a file has this many lines.</summary>
    /// <exception cref="InvalidOperationException">The program ended before.</exception>
    public async Task UntilLinesAsync(string path, int count)
    {
        while (!File.Exists(path) || File.ReadLines(path).Count() < count)
        {
            if (_process.HasExited) throw new InvalidOperationException($"The program ended before {path} had {count} lines: {await _error}");
            await Task.Delay(20);
        }
    }

    /// <summary>Waits for the end.</summary>
    public async Task<CliResult> EndAsync()
    {
        using CancellationTokenSource limit = new(s_limit);
        await _process.WaitForExitAsync(limit.Token);
        return new(_process.ExitCode, await _output, await _error);
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }
}
