using System.Text.Json;

namespace Autodidact.Tests.CommandLine;

/// <summary>What a command left behind.</summary>
internal sealed record CliResult(int ExitCode, string Output, string Error)
{
    /// <summary>Standard output as the one JSON object that <c>--json</c> promises.</summary>
    /// <exception cref="JsonException">It is anything else.</exception>
    public JsonElement Json
    {
        get
        {
            using JsonDocument document = JsonDocument.Parse(Output);
            return document.RootElement.Clone();
        }
    }

    /// <summary>Fails with the program's own words when it did not end with this exit status.</summary>
    public CliResult MustExit(int code)
    {
        Xunit.Assert.True(ExitCode == code, $"exit status {ExitCode}, expected {code}; standard error:\n{Error}\nstandard output:\n{Output}");
        return this;
    }
}
