using System.Globalization;

namespace Autodidact.Engine.Distributed;

/// <summary>Which of how many processes this one is, and where they meet: what a launcher says in torchrun's environment variables.</summary>
public sealed record WorldPlace
{
    /// <summary>This process among all, from 0.</summary>
    public int Rank { get; init; }

    /// <summary>Processes of the run.</summary>
    public int Size { get; init; } = 1;

    /// <summary>This process among those on the same machine, from 0: the GPU that it uses.</summary>
    public int LocalRank { get; init; }

    /// <summary>Processes of the run on the same machine: they share its cores.</summary>
    public int LocalSize { get; init; } = 1;

    /// <summary>Host name or address of the machine of rank 0.</summary>
    public string Address { get; init; } = "127.0.0.1";

    /// <summary>A free port there.</summary>
    public int Port { get; init; } = 29500;

    /// <summary>Whether rank 0 opens that port; false where the launcher has opened it already, as torchrun does.</summary>
    public bool Serves { get; init; } = true;

    /// <summary>How often the launcher has started these processes anew: a store of its own outlives them, and what the last ones said there is over.</summary>
    public int Attempt { get; init; }

    /// <summary>Reads <c>RANK</c>, <c>WORLD_SIZE</c>, <c>LOCAL_RANK</c>, <c>LOCAL_WORLD_SIZE</c>, <c>MASTER_ADDR</c>, <c>MASTER_PORT</c> and <c>TORCHELASTIC_RESTART_COUNT</c>; without <c>WORLD_SIZE</c> the process is alone.</summary>
    /// <param name="variable">Looks a variable up; null for the environment.</param>
    /// <exception cref="FormatException">A variable is missing or no such number; says which and what is allowed.</exception>
    public static WorldPlace FromEnvironment(Func<string, string?>? variable = null)
    {
        variable ??= Environment.GetEnvironmentVariable;
        if (string.IsNullOrEmpty(variable("WORLD_SIZE")))
            return new();
        int size = Number("WORLD_SIZE", 1, int.MaxValue);
        int rank = Number("RANK", 0, size - 1, size == 1 ? 0 : null), local = Number("LOCAL_RANK", 0, rank, 0);
        return new()
        {
            Rank = rank,
            Size = size,
            LocalRank = local,
            LocalSize = Number("LOCAL_WORLD_SIZE", local + 1, size, local + 1),
            Address = variable("MASTER_ADDR") is { Length: > 0 } address ? address : size == 1 ? "127.0.0.1" : throw new FormatException("MASTER_ADDR is not set; it names the machine of rank 0."),
            Port = Number("MASTER_PORT", 1, 65535, 29500),
            Serves = variable("TORCHELASTIC_USE_AGENT_STORE") is not "True",
            Attempt = Number("TORCHELASTIC_RESTART_COUNT", 0, int.MaxValue, 0),
        };

        int Number(string name, int least, int most, int? missing = null)
        {
            string? text = variable(name);
            if (string.IsNullOrEmpty(text) && missing is int standard)
                return standard;
            return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= least && number <= most
                ? number
                : throw new FormatException($"{name} is {(text is null ? "not set" : $"'{text}'")}; it must be a whole number from {least} to {most}.");
        }
    }
}
