using System.Text.Json.Serialization;

namespace Autodidact.Training;

/// <summary>The process that trains in a run's folder.</summary>
/// <param name="Program">Its name.</param>
/// <param name="ProcessId">Its number.</param>
/// <param name="Host">The machine it runs on.</param>
/// <param name="Started">Since when it trains there, in UTC.</param>
public sealed record RunHolder(string Program, int ProcessId, string Host, DateTimeOffset Started)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Program} (process {ProcessId} on {Host}, since {Started:yyyy-MM-dd HH:mm:ss}Z)";
}

[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(RunHolder))]
internal sealed partial class RunHolderJson : JsonSerializerContext;
