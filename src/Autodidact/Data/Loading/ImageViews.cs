using Autodidact.Engine;

namespace Autodidact.Data.Loading;

/// <summary>
/// A batch: the views of some pictures, in memory that the loader lends. Dispose it after the step; the memory goes back
/// to the loader when the last tensor that uses it is gone.
/// </summary>
/// <remarks>
/// Views may have several sizes, as in multi-crop (Caron et al. 2020, arXiv:2006.09882): consecutive views of one size are a group,
/// and a tensor holds one group. All tensors are made when they are first asked for, belong to the batch and go with it.
/// </remarks>
public sealed class ImageViews : IBatch<ImageViews>, IInputBatch
{
    private readonly ViewLayout _layout;
    private readonly BatchRow[] _rows;
    private readonly bool _hasLabels;
    private PixelLoan? _loan;
    private int[]? _samples;
    private int? _duplicates;
    private Tensor[]? _groups;
    private Tensor? _indices, _labels;
    private PixelBufferPool? _parts;
    private long _partLength;

    internal ImageViews(PixelLoan loan, ViewLayout layout, BatchRow[] rows, bool hasLabels, Device device)
    {
        (_loan, _layout, _rows, _hasLabels, Device) = (loan, layout, rows, hasLabels, device);
    }

    /// <summary>Views of each picture, over all groups.</summary>
    public int Views => _layout.Views;

    /// <summary>Pictures.</summary>
    public int Batch => _rows.Length;

    /// <summary>Rows and columns of a view of the first group, in pixels.</summary>
    public int Size => _layout.Groups[0].Size;

    /// <summary>Where the tensors lie.</summary>
    public Device Device { get; }

    /// <summary>Index in the source of each picture of the batch; where one was broken, of the picture that stands in for it.</summary>
    public IReadOnlyList<int> Samples => _samples ??= Array.ConvertAll(_rows, row => row.Sample);

    /// <summary>
    /// How many of the pictures have a twin in this batch: other index, same pixels. A method that tells pictures apart cannot learn from
    /// these.
    /// </summary>
    public int Duplicates => _duplicates ??= CountDuplicates();

    /// <summary>Views of a picture in each group, in the order of the plans.</summary>
    public IReadOnlyList<int> GroupViews => _layout.GroupViews;

    /// <summary>
    /// The views, a tensor for each group: <c>[views of the group * batch, 3, size, size]</c>, channels last, all of its view 0, then
    /// all of its view 1, and so on. No copy on the CPU: memory is lent until graphs and tensors made from it are gone.
    /// </summary>
    public IReadOnlyList<Tensor> Groups
    {
        get
        {
            ObjectDisposedException.ThrowIf(_loan is null, this);
            return _groups ??= Wrap(_loan);
        }
    }

    /// <summary>All views where they have one size, <c>[views * batch, 3, size, size]</c>: the only one of <see cref="Groups"/>.</summary>
    /// <exception cref="InvalidOperationException">There are several sizes.</exception>
    public Tensor AllViews => _layout.Groups.Count == 1
        ? Groups[0]
        : throw new InvalidOperationException($"The batch has {_layout}; one tensor cannot hold several sizes. Use Groups, a tensor for each size, or View(i).");

    Tensor IInputBatch.Inputs => AllViews;

    /// <summary>One view of all pictures, <c>[batch, 3, size, size]</c>: a part of its group, owned by the innermost scope.</summary>
    /// <param name="view">Counted from 0 over all groups, in the order of the plans.</param>
    public Tensor View(int view)
    {
        (int group, int place) = _layout.Place(view);
        return Groups[group].Narrow(0, (long)place * Batch, Batch);
    }

    /// <summary><see cref="Samples"/> as a tensor of 64-bit integers, <c>[batch]</c>.</summary>
    public Tensor Indices => Numbers(ref _indices, row => row.Sample);

    /// <summary>The class of each picture, 64-bit integers <c>[batch]</c>; -1 where it has none. A picture that stands in for a broken one has its own.</summary>
    /// <exception cref="InvalidOperationException">The loader was not asked to read labels.</exception>
    public Tensor Labels => _hasLabels
        ? Numbers(ref _labels, row => row.Label)
        : throw new InvalidOperationException("The batch was loaded without labels: set LoaderOptions.Labels where a method may read them.");

    /// <summary>Normalised pixels of views of one size, <c>[views, batch, size, size, 3]</c>. In use until the batch is disposed.</summary>
    /// <exception cref="InvalidOperationException">There are several sizes.</exception>
    public ReadOnlySpan<float> Pixels => _layout.Groups.Count == 1
        ? GroupPixels(0)
        : throw new InvalidOperationException($"The batch has {_layout}; use GroupPixels(group).");

    /// <summary>Normalised pixels of a group, <c>[views of the group, batch, size, size, 3]</c>. In use until the batch is disposed.</summary>
    public ReadOnlySpan<float> GroupPixels(int group)
    {
        ObjectDisposedException.ThrowIf(_loan is null, this);
        ViewGroup views = _layout.Groups[group];
        return _loan.Buffer.Values.Slice((int)_layout.Start(group, Batch), views.Views * Batch * views.ViewLength);
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
        ObjectDisposedException.ThrowIf(_loan is null, this);
        long length = _layout.Length(count);
        if (_partLength != length)
        {
            _parts?.Dispose();
            (_parts, _partLength) = (new PixelBufferPool((int)length), length);
        }

        PixelLoan part = new(_parts!, _parts!.Rent());
        for (int group = 0; group < _layout.Groups.Count; group++)
        {
            int views = _layout.Groups[group].Views, view = _layout.Groups[group].ViewLength, to = (int)_layout.Start(group, count);
            ReadOnlySpan<float> pixels = GroupPixels(group);
            for (int i = 0; i < views; i++)
                pixels.Slice(((i * Batch) + first) * view, count * view).CopyTo(part.Buffer.Values[(to + (i * count * view))..]);
        }

        return new ImageViews(part, _layout, _rows[first..(first + count)], _hasLabels, Device);
    }

    /// <summary>Gives the memory back.</summary>
    public void Dispose()
    {
        _parts?.Dispose();
        _loan?.Release();
        _loan = null;
        foreach (Tensor group in _groups ?? []) group.Dispose();
        _indices?.Dispose();
        _labels?.Dispose();
    }

    private int CountDuplicates()
    {
        BatchRow[] rows = [.. _rows];
        Array.Sort(rows, (one, other) => one.Hash != other.Hash ? one.Hash.CompareTo(other.Hash) : one.Sample.CompareTo(other.Sample));
        int count = 0;
        for (int first = 0, end; first < rows.Length; first = end)
        {
            for (end = first + 1; end < rows.Length && rows[end].Hash == rows[first].Hash;) end++;
            // A stand-in may be in the batch itself as well: the same picture twice, but no twin.
            if (rows[end - 1].Sample != rows[first].Sample) count += end - first;
        }

        return count;
    }

    private Tensor[] Wrap(PixelLoan loan)
    {
        Tensor[] groups = new Tensor[_layout.Groups.Count];
        for (int i = 0; i < groups.Length; i++)
        {
            (int views, int size) = _layout.Groups[i];
            long row = 3L * size;
            loan.Hold();
            IntPtr address = loan.Buffer.Address + ((nint)_layout.Start(i, Batch) * sizeof(float));
            Tensor lent = Tensor.FromMemory(address, [(long)views * Batch, 3, size, size], [size * row, 1, row, 3], ScalarType.Float32, loan.Release);
            groups[i] = OnDevice(lent);
        }

        return groups;
    }

    private Tensor Numbers(ref Tensor? made, Converter<BatchRow, long> number)
    {
        ObjectDisposedException.ThrowIf(_loan is null, this);
        return made ??= OnDevice(Tensor.From(Array.ConvertAll(_rows, number), Batch));
    }

    private Tensor OnDevice(Tensor tensor)
    {
        if (Device.Kind == DeviceKind.Cpu) return tensor.Own();
        using (tensor) return tensor.To(Device).Own();
    }
}
