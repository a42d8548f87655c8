using System.Text.Json.Serialization;

namespace Autodidact.Training;

/// <summary>Which checkpoint a run is judged by: it is never removed, and the encoder is its.</summary>
public enum CheckpointPolicy
{
    /// <summary>The newest.</summary>
    [JsonStringEnumMemberName("last")]
    Last,

    /// <summary>The one with the highest figure named by <see cref="PretrainOptions.KeepBy"/>, measured at the ends of epochs.</summary>
    [JsonStringEnumMemberName("best")]
    Best,
}
