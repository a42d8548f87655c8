using System.Diagnostics;
using Xunit;

namespace Autodidact.Tests.Sanitized;

/// <summary>The sanitized build ends a process that does what it looks for; else its silence would say nothing.</summary>
public sealed class SanitizerTests
{
    [SanitizedTheory]
    [InlineData(0, "heap-buffer-overflow")]
    [InlineData(1, "signed integer overflow")]
    [InlineData(2, null)]
    public void Misbehaviour_ends_the_process(int kind, string? said)
    {
        ProcessStartInfo start = new(Environment.ProcessPath!, [typeof(SanitizerTests).Assembly.Location, kind.ToString()]) { RedirectStandardError = true };
        // In this test's own place, not in the report of the tests.
        foreach (string name in (string[])["ASAN_OPTIONS", "UBSAN_OPTIONS"]) start.Environment[name] = $"{Environment.GetEnvironmentVariable(name)}:log_path=stderr";
        using Process process = Process.Start(start)!;
        string errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(said is null, process.ExitCode == 0);
        Assert.Contains(said ?? "", errors, StringComparison.Ordinal);
    }
}
