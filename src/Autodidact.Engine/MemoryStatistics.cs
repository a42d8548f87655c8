namespace Autodidact.Engine;

/// <summary>What the engine holds in this moment.</summary>
/// <param name="LiveTensors">Tensor handles that C# code has not let go.</param>
/// <param name="LiveBytes">Bytes of CPU memory that tensors use.</param>
/// <param name="PeakBytes">The largest <paramref name="LiveBytes"/> since the last reset.</param>
/// <param name="CachedBytes">Bytes kept by the caching allocator for tensors to come.</param>
public readonly record struct MemoryStatistics(long LiveTensors, long LiveBytes, long PeakBytes, long CachedBytes);
