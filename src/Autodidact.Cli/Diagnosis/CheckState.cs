using System.Text.Json.Serialization;

namespace Autodidact.Cli.Diagnosis;

/// <summary>How a thing is.</summary>
internal enum CheckState
{
    [JsonStringEnumMemberName("ok")]
    Ok,

    /// <summary>It works, but not as fast as it could.</summary>
    [JsonStringEnumMemberName("slow")]
    Slow,

    /// <summary>It is not there.</summary>
    [JsonStringEnumMemberName("missing")]
    Missing,
}
