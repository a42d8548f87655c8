using System.Runtime.CompilerServices;

namespace Autodidact.Engine.Interop;

/// <summary>One operator of libtorch, found by name once and called through the dispatcher.</summary>
internal sealed unsafe class Operator(string name, string overload)
{
    private IntPtr _handle;

    public string Name => overload.Length == 0 ? name : $"{name}.{overload}";

    /// <summary>The operator's schema as the running library states it.</summary>
    public string Schema
    {
        get
        {
            IntPtr handle = Handle;
            return NativeEngine.ReadText((buffer, size) => NativeEngine.OperatorSchema(handle, (byte*)buffer, size));
        }
    }

    /// <summary>Whether the running library has it.</summary>
    public bool Exists => _handle != IntPtr.Zero || (NativeEngine.OperatorFind(name, overload, out _handle) == 0);

    private IntPtr Handle
    {
        get
        {
            if (_handle == IntPtr.Zero)
            {
                NativeEngine.Check(NativeEngine.OperatorFind(name, overload, out IntPtr found));
                _handle = found;
            }
            return _handle;
        }
    }

    /// <summary>Calls the operator and takes over its results; returns how many there are.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Call(ReadOnlySpan<Argument> arguments, Span<Argument> results)
    {
        fixed (Argument* given = arguments, taken = results)
            return NativeEngine.Check(NativeEngine.OperatorCall(Handle, given, arguments.Length, taken, results.Length));
    }

    public void CallVoid(ReadOnlySpan<Argument> arguments) => Call(arguments, []);

    public Tensor CallTensor(ReadOnlySpan<Argument> arguments)
    {
        Argument result = default;
        Call(arguments, new Span<Argument>(ref result));
        return TakeTensor(result);
    }

    public Tensor[] CallTensors(ReadOnlySpan<Argument> arguments)
    {
        Argument result = default;
        Call(arguments, new Span<Argument>(ref result));
        Tensor[] tensors = new Tensor[result.Count];
        for (int i = 0; i < tensors.Length; i++) tensors[i] = new Tensor(((IntPtr*)result.Pointer)[i]);
        return tensors;
    }

    // Some results are undefined by design (the mask gradient nobody asked for): an undefined tensor has a null handle.
    public static Tensor TakeTensor(Argument result) => new(result.Tag == ArgumentTag.Tensor ? result.Pointer : IntPtr.Zero);

    /// <summary>Creation: sizes, an optional fill value, element type, layout, device, pinning.</summary>
    public static Tensor Create(Operator op, ReadOnlySpan<long> shape, Argument fill, ScalarType type, Device device)
    {
        long none = 0;
        fixed (long* sizes = shape)
        {
            Argument shapeArgument = new() { Tag = ArgumentTag.IntegerList, Count = shape.Length, Pointer = (IntPtr)(sizes is null ? &none : sizes) };
            return fill.Tag == ArgumentTag.Default
                ? CreateWith(op, [shapeArgument], type, device)
                : CreateWith(op, [shapeArgument, fill], type, device);
        }
    }

    public static Tensor Create(Operator op, Argument size, ScalarType type, Device device) => CreateWith(op, [size], type, device);

    private static Tensor CreateWith(Operator op, ReadOnlySpan<Argument> head, ScalarType type, Device device)
    {
        byte[] name = DeviceNames.Utf8(device);
        fixed (byte* utf8 = name)
        {
            Span<Argument> arguments = stackalloc Argument[head.Length + 3];
            head.CopyTo(arguments);
            arguments[head.Length] = Argument.Of((long)type);
            arguments[head.Length + 1] = Argument.None;
            arguments[head.Length + 2] = Argument.Text(utf8, name.Length);
            return op.CallTensor(arguments);
        }
    }
}
