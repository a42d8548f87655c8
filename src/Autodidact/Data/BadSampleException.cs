namespace Autodidact.Data;

/// <summary>One sample cannot be used; the rest of its source can. The loader counts and skips it.</summary>
/// <param name="id">Which sample, as <see cref="IDataSource{TSample}.Id"/> names it.</param>
/// <param name="reason">What is wrong with it, as a phrase: "the JPEG ends in the middle".</param>
/// <param name="innerException">What the decoder said, if it was a decoder.</param>
public sealed class BadSampleException(string id, string reason, Exception? innerException = null)
    : Exception($"{id}: {reason}", innerException)
{
    /// <summary>Which sample.</summary>
    public string Id { get; } = id;

    /// <summary>What is wrong with it.</summary>
    public string Reason { get; } = reason;
}
