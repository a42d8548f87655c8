using System.Collections.Concurrent;

namespace Autodidact.Data.Loading;

/// <summary>
/// Buffers of one size that are used again. It never waits: a consumer that holds on to batches costs memory, not a hang.
/// Buffers may come back on any thread, also after the pool was closed.
/// </summary>
internal sealed class PixelBufferPool(int length) : IDisposable
{
    private readonly ConcurrentBag<PixelBuffer> _idle = [];
    private volatile bool _closed;

    public PixelBuffer Rent() => _idle.TryTake(out PixelBuffer? buffer) ? buffer : new PixelBuffer(length);

    public void Return(PixelBuffer buffer)
    {
        _idle.Add(buffer);
        if (_closed) Drain();
    }

    public void Dispose()
    {
        _closed = true;
        Drain();
    }

    private void Drain()
    {
        while (_idle.TryTake(out PixelBuffer? buffer)) buffer.Dispose();
    }
}
