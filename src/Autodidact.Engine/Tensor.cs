using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Autodidact.Engine.Interop;

namespace Autodidact.Engine;

/// <summary>
/// A libtorch tensor. It has no finalizer: the <see cref="TensorScope"/> that is open when it is made frees it; without a
/// scope, or after <see cref="Own"/>, whoever holds it disposes it. Use after that throws <see cref="ObjectDisposedException"/>.
/// </summary>
public sealed unsafe partial class Tensor : IDisposable
{
    private IntPtr _handle;
    private TensorScope? _scope;

    internal Tensor(IntPtr handle)
    {
        _handle = handle;
        _scope = TensorScope.Current;
        if (_scope is not null) Slot = _scope.Add(this);
    }

    /// <summary>The tensor's place in the scope that owns it.</summary>
    internal int Slot { private get; set; }

    internal IntPtr Handle
    {
        get
        {
            ObjectDisposedException.ThrowIf(_handle == IntPtr.Zero, this);
            return _handle;
        }
    }

    /// <summary>False once the tensor, or the scope that owned it, was disposed.</summary>
    public bool IsAlive => _handle != IntPtr.Zero;

    /// <summary>Sizes of all dimensions.</summary>
    public long[] Shape
    {
        get
        {
            TensorInfo info = Info();
            return new ReadOnlySpan<long>(info.Sizes, (int)info.Rank).ToArray();
        }
    }

    /// <summary>Distance, in elements, between neighbours along each dimension.</summary>
    public long[] Strides
    {
        get
        {
            TensorInfo info = Info();
            return new ReadOnlySpan<long>(info.Strides, (int)info.Rank).ToArray();
        }
    }

    public int Rank => (int)Info().Rank;

    public long ElementCount => Info().Elements;

    public ScalarType Type => (ScalarType)Info().Type;

    public Device Device
    {
        get
        {
            TensorInfo info = Info();
            return Device.FromNative(info.DeviceKind, info.DeviceIndex);
        }
    }

    /// <summary>Whether the elements lie row by row without gaps.</summary>
    public bool IsContiguous => Info().Contiguous != 0;

    /// <summary>Whether a <c>[batch, channels, height, width]</c> tensor lies with the channels innermost.</summary>
    public bool IsChannelsLast => Info().ChannelsLast != 0;

    /// <summary>Whether gradients flow to this tensor. Settable on leaves only.</summary>
    public bool RequiresGradient
    {
        get => Info().RequiresGradient != 0;
        set => NativeEngine.Check(NativeEngine.RequiresGradSet(Handle, value ? 1 : 0));
    }

    /// <summary>The gradient that <see cref="Backward"/> accumulated here, or null.</summary>
    public Tensor? Gradient
    {
        get
        {
            NativeEngine.Check(NativeEngine.GradientGet(Handle, out IntPtr gradient));
            return gradient == IntPtr.Zero ? null : new Tensor(gradient);
        }

        set => NativeEngine.Check(NativeEngine.GradientSet(Handle, value?.Handle ?? IntPtr.Zero));
    }

    /// <summary>Size of one dimension; negative numbers count from the end.</summary>
    public long Size(int dimension)
    {
        TensorInfo info = Info();
        int index = dimension < 0 ? dimension + (int)info.Rank : dimension;
        if ((uint)index >= (uint)info.Rank)
            throw new ArgumentOutOfRangeException(nameof(dimension), dimension, $"The tensor has {info.Rank} dimensions.");
        return info.Sizes[index];
    }

    /// <summary>Moves the tensor to the enclosing scope; out of the outermost one it belongs to the caller.</summary>
    public Tensor Keep()
    {
        ObjectDisposedException.ThrowIf(_handle == IntPtr.Zero, this);
        if (_scope is null) return this;
        _scope.Remove(Slot);
        _scope = _scope.Outer;
        if (_scope is not null) Slot = _scope.Add(this);
        return this;
    }

    /// <summary>Takes the tensor out of all scopes: from now on the caller disposes it.</summary>
    public Tensor Own()
    {
        ObjectDisposedException.ThrowIf(_handle == IntPtr.Zero, this);
        _scope?.Remove(Slot);
        _scope = null;
        return this;
    }

    public void Dispose()
    {
        if (_handle == IntPtr.Zero) return;
        _scope?.Remove(Slot);
        IntPtr handle = Surrender();
        NativeEngine.TensorRelease(&handle, 1);
    }

    /// <summary>Gradients of this scalar with respect to all leaves that require them, added to what they hold.</summary>
    public void Backward(bool retainGraph = false)
    {
        IntPtr handle = Handle;
        NativeEngine.Check(NativeEngine.Backward(&handle, null, 1, retainGraph ? 1 : 0, 0));
    }

    /// <summary>Continues backward from here with a gradient that was computed elsewhere; same shape as this tensor.</summary>
    public void Backward(Tensor gradient, bool retainGraph = false)
    {
        IntPtr handle = Handle, given = gradient.Handle;
        NativeEngine.Check(NativeEngine.Backward(&handle, &given, 1, retainGraph ? 1 : 0, 0));
    }

    /// <summary>The value of a tensor with one element, converted to <typeparamref name="T"/>.</summary>
    public T Item<T>() where T : unmanaged
    {
        if (ElementCount != 1) throw new InvalidOperationException($"Only a tensor with one element has an item; this one is {this}.");
        return ToArray<T>()[0];
    }

    /// <summary>A copy of the elements, row by row, converted to <typeparamref name="T"/>, from any device and layout.</summary>
    public T[] ToArray<T>() where T : unmanaged
    {
        using TensorScope scope = new();
        using NoGradient guard = new();
        return To(Device.Cpu).To(ScalarTypes.Of<T>()).Contiguous().AsSpan<T>().ToArray();
    }

    /// <summary>The elements themselves, without a copy. Valid only while the tensor lives.</summary>
    /// <exception cref="InvalidOperationException">The tensor is not on the CPU, not contiguous, or of another type.</exception>
    public Span<T> AsSpan<T>() where T : unmanaged
    {
        TensorInfo info = Info();
        if (info.DeviceKind != 0 || (info.Contiguous | info.ChannelsLast) == 0 || (ScalarType)info.Type != ScalarTypes.Of<T>())
            throw new InvalidOperationException($"A span of {ScalarTypes.Of<T>()} needs a contiguous tensor of that type on the CPU; this one is {this}.");
        return new Span<T>((void*)info.Data, checked((int)info.Elements));
    }

    /// <summary>Hands the raw bytes of a contiguous CPU tensor to <paramref name="sink"/>, as a file holds them; more than 1 GiB in pieces.</summary>
    public void ReadBytes(Action<ReadOnlySpan<byte>> sink)
    {
        ArgumentNullException.ThrowIfNull(sink);
        TensorInfo info = Info();
        if (info.DeviceKind != 0 || info.Contiguous == 0)
            throw new InvalidOperationException($"Bytes need a contiguous tensor on the CPU; this one is {this}.");
        const int largest = 1 << 30;
        long length = info.Elements * ((ScalarType)info.Type).SizeOf();
        for (long at = 0; at < length; at += largest)
            sink(new ReadOnlySpan<byte>((byte*)info.Data + at, (int)Math.Min(largest, length - at)));
    }

    /// <summary>Address of the first element, on the tensor's own device.</summary>
    public IntPtr Data => Info().Data;

    public override string ToString()
    {
        if (_handle == IntPtr.Zero) return "Tensor(disposed)";
        return $"Tensor([{string.Join(", ", Shape)}], {Type}, {Device})";
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal TensorInfo Info()
    {
        TensorInfo info;
        NativeEngine.Check(NativeEngine.TensorInfo(Handle, &info));
        return info;
    }

    // Gives the handle away; the tensor is dead afterwards.
    internal IntPtr Surrender()
    {
        IntPtr handle = _handle;
        _handle = IntPtr.Zero;
        _scope = null;
        return handle;
    }

    internal static Tensor FromNative(IntPtr handle) => new(handle);
}
