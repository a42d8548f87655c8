using Autodidact.Engine;

namespace Autodidact.Data.Loading;

/// <summary>
/// A batch: the views of some pictures, in memory that the loader lends. Dispose it after the step; the memory goes back
/// to the loader when the last tensor that uses it is gone.
/// </summary>
public sealed class ImageViews : IBatch<ImageViews>
{
    private readonly PixelBufferPool _pool;
    private PixelBuffer? _buffer;
    private Tensor? _tensor;
    private PixelBufferPool? _parts;
    private int _partLength;

    internal ImageViews(PixelBufferPool pool, PixelBuffer buffer, int views, int size, int[] samples, Device device)
    {
        (_pool, _buffer, Views, Size, Samples, Device) = (pool, buffer, views, size, samples, device);
    }

    /// <summary>Views of each picture.</summary>
    public int Views { get; }

    /// <summary>Pictures.</summary>
    public int Batch => Samples.Count;

    /// <summary>Rows and columns of a view, in pixels.</summary>
    public int Size { get; }

    /// <summary>Where <see cref="AllViews"/> lie.</summary>
    public Device Device { get; }

    /// <summary>Index in the source of each picture of the batch; where one was broken, of the picture that stands in for it.</summary>
    public IReadOnlyList<int> Samples { get; }

    /// <summary>
    /// All views, <c>[views * batch, 3, size, size]</c>, channels last: all of view 0, then all of view 1, and so on.
    /// No copy on the CPU: the batch owns the tensor and lends the memory until graphs and tensors made from it are gone.
    /// </summary>
    public Tensor AllViews => _tensor ??= Wrap();

    /// <summary>Normalised pixels, <c>[views, batch, size, size, 3]</c>. In use until the batch is disposed.</summary>
    public ReadOnlySpan<float> Pixels
    {
        get
        {
            ObjectDisposedException.ThrowIf(_buffer is null, this);
            return _buffer.Values[..(Views * Batch * Size * Size * 3)];
        }
    }

    /// <summary>
    /// A copy of some pictures, with all their views. On a GPU only the parts are moved there, so that its memory need not hold
    /// the whole.
    /// </summary>
    /// <param name="first">The first picture, counted from 0.</param>
    /// <param name="count">How many pictures.</param>
    public ImageViews Part(int first, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(first);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(first, Batch - count);
        ReadOnlySpan<float> pixels = Pixels;
        int picture = 3 * Size * Size, length = Views * count * picture;
        if (_partLength != length)
        {
            _parts?.Dispose();
            (_parts, _partLength) = (new PixelBufferPool(length), length);
        }
        PixelBuffer buffer = _parts!.Rent();
        for (int view = 0; view < Views; view++)
            pixels.Slice(((view * Batch) + first) * picture, count * picture).CopyTo(buffer.Values[(view * count * picture)..]);
        return new ImageViews(_parts, buffer, Views, Size, [.. Samples.Skip(first).Take(count)], Device);
    }

    /// <summary>Gives the memory back.</summary>
    public void Dispose()
    {
        _parts?.Dispose();
        if (_buffer is not { } buffer) return;
        _buffer = null;
        // A tensor gives it back itself, when the last one that shares its memory is gone.
        if (_tensor is null) _pool.Return(buffer);
        _tensor?.Dispose();
    }

    private Tensor Wrap()
    {
        ObjectDisposedException.ThrowIf(_buffer is null, this);
        PixelBuffer buffer = _buffer;
        PixelBufferPool pool = _pool;
        long row = 3L * Size;
        Tensor lent = Tensor.FromMemory(
            buffer.Address, [(long)Views * Batch, 3, Size, Size], [Size * row, 1, row, 3], ScalarType.Float32, () => pool.Return(buffer)).Own();
        if (Device.Kind == DeviceKind.Cpu) return lent;
        using (lent) return lent.To(Device).Own();
    }
}
