using Autodidact.Engine.Modules;

namespace Autodidact.Engine.Serialization;

/// <summary>
/// A copy of a state on the CPU that others may read while the state goes on changing. The memory is used again by the next copy
/// of the same shape, so that a checkpoint costs the thread that trains one pass over memory and the collector nothing.
/// </summary>
public sealed class StateSnapshot : IDisposable
{
    private const int PieceLength = 1 << 20;

    private readonly Dictionary<string, Tensor> _copies = [];
    private List<NamedTensor> _state = [];
    private byte[] _turned = [];

    /// <summary>Copies all tensors; what the last copy had is gone.</summary>
    public void Take(IEnumerable<NamedTensor> state)
    {
        ArgumentNullException.ThrowIfNull(state);
        using TensorScope scope = new();
        using NoGradient guard = new();
        List<NamedTensor> taken = [];
        foreach ((string name, Tensor tensor) in state)
        {
            if (!_copies.TryGetValue(name, out Tensor? copy) || copy.Type != tensor.Type || !copy.Shape.AsSpan().SequenceEqual(tensor.Shape))
            {
                copy?.Dispose();
                // The layout stays as it is, which copies fastest; the file's order is made where it is written.
                Tensor empty = Tensor.Empty(tensor.Shape, tensor.Type);
                _copies[name] = copy = (tensor.Rank == 4 && tensor.IsChannelsLast ? empty.ChannelsLast() : empty).Own();
            }
            copy.CopyInPlace(tensor);
            taken.Add(new(name, copy));
        }
        _state = taken;
    }

    /// <summary>Writes what was copied, or the part under <paramref name="prefix"/> without that prefix, atomically. Missing folders are an error.</summary>
    public void Write(string path, IReadOnlyDictionary<string, string>? metadata = null, string prefix = "") => SafetensorsWriter.Write(
        path,
        _state.Where(entry => entry.Name.StartsWith(prefix, StringComparison.Ordinal)).Select(entry => new SafetensorsPart(entry.Name[prefix.Length..], entry.Tensor.Type, entry.Tensor.Shape, sink => Read(entry.Tensor, sink))),
        metadata,
        makeFolder: false);

    // Not by an operator of libtorch: it would wake threads beside those that train.
    private void Read(Tensor copy, Action<ReadOnlySpan<byte>> sink)
    {
        if (copy.IsContiguous)
            copy.ReadBytes(sink);
        else
            ReadChannelsLast(copy, sink);
    }

    private unsafe void ReadChannelsLast(Tensor copy, Action<ReadOnlySpan<byte>> sink)
    {
        long[] shape = copy.Shape;
        int size = copy.Type.SizeOf(), channels = checked((int)shape[1]), places = checked((int)(shape[2] * shape[3]));
        int length = checked(channels * places * size), together = (int)Math.Clamp(PieceLength / Math.Max(1, length), 1, shape[0]);
        if (_turned.Length < (long)together * length) _turned = new byte[checked(together * length)];
        for (long outer = 0; outer < shape[0]; outer += together)
        {
            int filters = (int)Math.Min(together, shape[0] - outer);
            for (int filter = 0; filter < filters; filter++)
            {
                ReadOnlySpan<byte> from = new((byte*)copy.Data + ((outer + filter) * length), length);
                Span<byte> to = _turned.AsSpan(filter * length, length);
                switch (size)
                {
                    case 1: Turn<byte>(from, to, channels, places); break;
                    case 2: Turn<short>(from, to, channels, places); break;
                    case 4: Turn<int>(from, to, channels, places); break;
                    default: Turn<long>(from, to, channels, places); break;
                }
            }
            sink(_turned.AsSpan(0, filters * length));
        }
    }

    /// <summary>From <c>[places, channels]</c> to <c>[channels, places]</c>; both fit into the processor's first cache.</summary>
    private static unsafe void Turn<T>(ReadOnlySpan<byte> from, Span<byte> to, int channels, int places) where T : unmanaged
    {
        fixed (byte* source = from, target = to)
        {
            T* next = (T*)target;
            for (T* column = (T*)source, end = column + channels; column < end; column++)
                for (T* value = column, last = column + ((long)places * channels); value < last; value += channels)
                    *next++ = *value;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (Tensor copy in _copies.Values) copy.Dispose();
        _copies.Clear();
        _state = [];
    }
}
