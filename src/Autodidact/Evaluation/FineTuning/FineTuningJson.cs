using System.Text.Json.Serialization;

namespace Autodidact.Evaluation.FineTuning;

/// <summary>Serialisation is generated at build time, which keeps start-up short.</summary>
[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(FineTuningResult))]
internal sealed partial class FineTuningJson : JsonSerializerContext;
