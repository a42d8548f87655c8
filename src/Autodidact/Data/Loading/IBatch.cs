namespace Autodidact.Data.Loading;

/// <summary>What a method learns from in one step. It can be cut, so that a network may take it part by part.</summary>
/// <typeparam name="TBatch">The batch itself.</typeparam>
public interface IBatch<out TBatch> : IDisposable
{
    /// <summary>Samples in it.</summary>
    int Batch { get; }

    /// <summary>Some of its samples, with all their views, as a batch of their own. Dispose it after use.</summary>
    /// <param name="first">The first sample, counted from 0.</param>
    /// <param name="count">How many samples.</param>
    TBatch Part(int first, int count);
}
