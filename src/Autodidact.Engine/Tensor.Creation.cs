using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Autodidact.Engine.Interop;

namespace Autodidact.Engine;

public sealed unsafe partial class Tensor
{
    public static Tensor Empty(ReadOnlySpan<long> shape, ScalarType type = ScalarType.Float32, Device device = default) =>
        Operator.Create(CreationOperators.Empty, shape, default, type, device);

    public static Tensor Zeros(ReadOnlySpan<long> shape, ScalarType type = ScalarType.Float32, Device device = default) =>
        Operator.Create(CreationOperators.Zeros, shape, default, type, device);

    public static Tensor Ones(ReadOnlySpan<long> shape, ScalarType type = ScalarType.Float32, Device device = default) =>
        Operator.Create(CreationOperators.Ones, shape, default, type, device);

    public static Tensor Full(ReadOnlySpan<long> shape, Scalar value, ScalarType type = ScalarType.Float32, Device device = default) =>
        Operator.Create(CreationOperators.Full, shape, value.Value, type, device);

    /// <summary>Standard normal numbers from the device's generator.</summary>
    public static Tensor Randn(ReadOnlySpan<long> shape, ScalarType type = ScalarType.Float32, Device device = default) =>
        Operator.Create(CreationOperators.Randn, shape, default, type, device);

    /// <summary>Uniform numbers in [0, 1) from the device's generator.</summary>
    public static Tensor Rand(ReadOnlySpan<long> shape, ScalarType type = ScalarType.Float32, Device device = default) =>
        Operator.Create(CreationOperators.Rand, shape, default, type, device);

    /// <summary>The integers 0 .. count - 1, <c>[count]</c>.</summary>
    public static Tensor Arange(long count, ScalarType type = ScalarType.Int64, Device device = default) =>
        Operator.Create(CreationOperators.Arange, Argument.Of(count), type, device);

    /// <summary>The unit matrix, <c>[size, size]</c>.</summary>
    public static Tensor Eye(long size, ScalarType type = ScalarType.Float32, Device device = default) =>
        Operator.Create(CreationOperators.Eye, Argument.Of(size), type, device);

    /// <summary>A tensor without dimensions.</summary>
    public static Tensor Of(double value, ScalarType type = ScalarType.Float32, Device device = default) => Full([], value, type, device);

    /// <summary>A copy of managed elements; without a shape it is <c>[values.Length]</c>, and a single value has no dimensions.</summary>
    public static Tensor From<T>(ReadOnlySpan<T> values, params ReadOnlySpan<long> shape) where T : unmanaged
    {
        ReadOnlySpan<long> sizes = shape.IsEmpty && values.Length != 1 ? [values.Length] : shape;
        long expected = 1;
        foreach (long size in sizes) expected = checked(expected * size);
        if (expected != values.Length)
            throw new ArgumentException($"{values.Length} values do not fill a tensor of shape [{string.Join(", ", sizes.ToArray())}].", nameof(shape));
        Tensor tensor = Empty(sizes, ScalarTypes.Of<T>());
        if (!values.IsEmpty) values.CopyTo(new Span<T>((void*)tensor.Data, values.Length));
        return tensor;
    }

    public static Tensor From<T>(T[] values, params ReadOnlySpan<long> shape) where T : unmanaged => From((ReadOnlySpan<T>)values, shape);

    /// <summary>A copy of raw little-endian elements, as a file holds them.</summary>
    public static Tensor FromBytes(ReadOnlySpan<byte> bytes, ScalarType type, ReadOnlySpan<long> shape)
    {
        Tensor tensor = Empty(shape, type);
        if (tensor.ElementCount * type.SizeOf() != bytes.Length)
            throw new ArgumentException($"{bytes.Length} bytes do not fill {tensor}.", nameof(bytes));
        if (!bytes.IsEmpty) bytes.CopyTo(new Span<byte>((void*)tensor.Data, bytes.Length));
        return tensor;
    }

    /// <summary>
    /// A tensor over memory that someone else owns, without a copy. <paramref name="release"/> runs, on any thread, when
    /// libtorch has let go of the memory.
    /// </summary>
    /// <param name="data">Address of the first element.</param>
    /// <param name="strides">In elements, one a dimension.</param>
    public static Tensor FromMemory(
        IntPtr data, ReadOnlySpan<long> shape, ReadOnlySpan<long> strides, ScalarType type, Action? release = null)
    {
        if (shape.Length != strides.Length) throw new ArgumentException("Shape and strides must have one entry a dimension.", nameof(strides));
        GCHandle context = release is null ? default : GCHandle.Alloc(release);
        fixed (long* sizes = shape, steps = strides)
        {
            int result = NativeEngine.TensorFromMemory(
                data, sizes, steps, shape.Length, (int)type, release is null ? null : &RunRelease, release is null ? IntPtr.Zero : GCHandle.ToIntPtr(context), out IntPtr handle);
            if (result < 0 && release is not null) context.Free();
            NativeEngine.Check(result);
            return new Tensor(handle);
        }
    }

    [UnmanagedCallersOnly]
    private static void RunRelease(IntPtr context)
    {
        GCHandle handle = GCHandle.FromIntPtr(context);
        Action release = (Action)handle.Target!;
        handle.Free();
        release();
    }

    private static class CreationOperators
    {
        public static readonly Operator Empty = new("aten::empty", "memory_format");
        public static readonly Operator Zeros = new("aten::zeros", "");
        public static readonly Operator Ones = new("aten::ones", "");
        public static readonly Operator Full = new("aten::full", "");
        public static readonly Operator Randn = new("aten::randn", "");
        public static readonly Operator Rand = new("aten::rand", "");
        public static readonly Operator Arange = new("aten::arange", "");
        public static readonly Operator Eye = new("aten::eye", "");
    }
}
