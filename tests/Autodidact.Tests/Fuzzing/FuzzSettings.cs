using System.Globalization;
using Autodidact.Tests.Support;

namespace Autodidact.Tests.Fuzzing;

/// <summary>How long and from where to fuzz; the environment turns the bounded run of the suite into a long one.</summary>
internal static class FuzzSettings
{
    private const int Bounded = 2000;

    /// <summary>Inputs for a target: <c>AUTODIDACT_FUZZ</c>, by default 2,000 and fewer where reading one is slow.</summary>
    public static int InputsOf(IFuzzTarget target) => Number("AUTODIDACT_FUZZ", Bounded / target.Cost);

    /// <summary>Where the random numbers start: <c>AUTODIDACT_FUZZ_SEED</c>.</summary>
    public static int Seed { get; } = Number("AUTODIDACT_FUZZ_SEED", 1);

    /// <summary>A saved input that is read in place of made ones: <c>AUTODIDACT_FUZZ_INPUT</c>.</summary>
    public static string? Input { get; } = Environment.GetEnvironmentVariable("AUTODIDACT_FUZZ_INPUT");

    /// <summary>Where failing inputs and summaries are written.</summary>
    public static string Folder { get; } = Path.Combine(RepositoryFolder.Root, "artifacts", "fuzz");

    /// <summary>What one input may take; far above what any needs, so that a busy machine is no failure.</summary>
    public static TimeSpan TimeLimit { get; } = TimeSpan.FromSeconds(10);

    private static int Number(string name, int otherwise) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}
