namespace Autodidact.Training;

/// <summary>What has become of a run.</summary>
public enum RunState
{
    /// <summary>A process trains in it, or was killed while it did.</summary>
    Running,

    /// <summary>All steps were done.</summary>
    Finished,

    /// <summary>Somebody stopped it; its state was saved and <c>--resume</c> continues it.</summary>
    Interrupted,

    /// <summary>It could not go on; <see cref="RunInformation.Failure"/> says why.</summary>
    Failed,
}
