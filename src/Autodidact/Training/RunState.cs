using System.Text.Json.Serialization;

namespace Autodidact.Training;

/// <summary>What has become of a run.</summary>
public enum RunState
{
    /// <summary>A process trains in it, or was killed while it did.</summary>
    [JsonStringEnumMemberName("running")]
    Running,

    /// <summary>All steps were done.</summary>
    [JsonStringEnumMemberName("finished")]
    Finished,

    /// <summary>Somebody stopped it; its state was saved and <c>--resume</c> continues it.</summary>
    [JsonStringEnumMemberName("interrupted")]
    Interrupted,

    /// <summary>It could not go on; <see cref="RunInformation.Failure"/> says why.</summary>
    [JsonStringEnumMemberName("failed")]
    Failed,
}
