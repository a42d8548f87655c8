using System.ComponentModel.DataAnnotations;
using Autodidact.Configuration;

namespace Autodidact.Cli.Processes;

/// <summary>How many processes do a command's work on this machine.</summary>
internal sealed record LaunchOptions : ICheckedOptions
{
    /// <summary>Processes to start; 1 does the work in this one.</summary>
    [Range(1, 1024)]
    public int Processes { get; init; } = 1;

    /// <summary>How often to start them anew, from the last checkpoint, when one of them is lost.</summary>
    [Range(0, 1000)]
    public int MaxRestarts { get; init; }

    /// <inheritdoc/>
    public IEnumerable<ConfigurationMistake> Check()
    {
        if (MaxRestarts > 0 && Processes == 1)
            yield return new("max_restarts", $"{MaxRestarts}", "needs a launcher: say --processes as well (2 or more)");
        if (Processes > 1 && Environment.GetEnvironmentVariable("WORLD_SIZE") is { Length: > 0 } size)
            yield return new("processes", $"{Processes}", $"a launcher has started this process as one of {size} already (WORLD_SIZE); leave --processes out");
    }
}
