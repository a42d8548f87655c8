namespace Autodidact.Data.Loading;

/// <summary>
/// A batch: the views of some pictures, in memory that the loader lends. Dispose it after the step; the memory goes back
/// to the loader when the last tensor that uses it is gone.
/// </summary>
public sealed class ImageViews : IDisposable
{
    private readonly PixelBufferPool _pool;
    private PixelBuffer? _buffer;

    internal ImageViews(PixelBufferPool pool, PixelBuffer buffer, int views, int size, int[] samples)
    {
        (_pool, _buffer, Views, Size, Samples) = (pool, buffer, views, size, samples);
    }

    /// <summary>Views of each picture.</summary>
    public int Views { get; }

    /// <summary>Pictures.</summary>
    public int Batch => Samples.Count;

    /// <summary>Rows and columns of a view, in pixels.</summary>
    public int Size { get; }

    /// <summary>Index in the source of each picture of the batch; where one was broken, of the picture that stands in for it.</summary>
    public IReadOnlyList<int> Samples { get; }

    /// <summary>Normalised pixels, <c>[views, batch, size, size, 3]</c>. Valid until the batch is disposed.</summary>
    public ReadOnlySpan<float> Pixels
    {
        get
        {
            ObjectDisposedException.ThrowIf(_buffer is null, this);
            return _buffer.Values[..(Views * Batch * Size * Size * 3)];
        }
    }

    /// <summary>Gives the memory back.</summary>
    public void Dispose()
    {
        if (_buffer is null) return;
        _pool.Return(_buffer);
        _buffer = null;
    }
}
