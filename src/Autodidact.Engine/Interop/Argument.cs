using System.Runtime.InteropServices;

namespace Autodidact.Engine.Interop;

internal enum ArgumentTag
{
    Default,
    None,
    Tensor,
    Integer,
    Real,
    Bool,
    IntegerList,
    RealList,
    BoolList,
    TensorList,
    Text,
}

/// <summary>One argument or result of an operator: a 16-byte tagged value, mirrored by <c>Value</c> in the native door.</summary>
[StructLayout(LayoutKind.Explicit, Size = 16)]
internal unsafe struct Argument
{
    [FieldOffset(0)] public ArgumentTag Tag;
    [FieldOffset(4)] public int Count;
    [FieldOffset(8)] public long Integer;
    [FieldOffset(8)] public double Real;
    [FieldOffset(8)] public IntPtr Pointer;

    public static Argument None => new() { Tag = ArgumentTag.None };

    public static Argument Of(Tensor tensor) => new() { Tag = ArgumentTag.Tensor, Pointer = tensor.Handle };

    public static Argument OfOptional(Tensor? tensor) => tensor is null ? None : Of(tensor);

    public static Argument Of(long value) => new() { Tag = ArgumentTag.Integer, Integer = value };

    public static Argument Of(double value) => new() { Tag = ArgumentTag.Real, Real = value };

    public static Argument Of(bool value) => new() { Tag = ArgumentTag.Bool, Integer = value ? 1 : 0 };

    public static Argument Of(Scalar value) => value.Value;

    public static Argument OfOptional(long? value) => value is { } given ? Of(given) : default;

    public static Argument OfOptional(double? value) => value is { } given ? Of(given) : default;

    public static Argument OfOptional(bool? value) => value is { } given ? Of(given) : default;

    public static Argument OfOptional(ScalarType? value) => value is { } given ? Of((long)given) : default;

    // A span that is empty is "not given": the schema's default, none, or an empty list.
    public static Argument List(long* values, int count) =>
        count == 0 ? default : new() { Tag = ArgumentTag.IntegerList, Count = count, Pointer = (IntPtr)values };

    public static Argument List(double* values, int count) =>
        count == 0 ? default : new() { Tag = ArgumentTag.RealList, Count = count, Pointer = (IntPtr)values };

    public static Argument List(bool* values, int count) =>
        count == 0 ? default : new() { Tag = ArgumentTag.BoolList, Count = count, Pointer = (IntPtr)values };

    public static Argument List(IntPtr* handles, int count) =>
        new() { Tag = ArgumentTag.TensorList, Count = count, Pointer = (IntPtr)handles };

    public static Argument Text(byte* utf8, int count) =>
        utf8 is null ? default : new() { Tag = ArgumentTag.Text, Count = count, Pointer = (IntPtr)utf8 };
}
