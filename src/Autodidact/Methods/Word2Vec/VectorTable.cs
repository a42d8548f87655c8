using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Autodidact.Methods.Word2Vec;

/// <summary>
/// Rows of floats that begin at the borders of vector registers and are filled up with zeros to whole registers: no loop over a row has a rest. The zeros stay, since what is added to a
/// row is a multiple of another. Several threads may write at once, without locks (Niu et al. 2011, arXiv:1106.5730).
/// </summary>
internal sealed class VectorTable
{
    private const int LineFloats = 64 / sizeof(float);

    private readonly float[] _values;
    private readonly int _first;

    public VectorTable(int rows, int dimension)
    {
        (Rows, Dimension, Stride) = (rows, dimension, StrideOf(dimension));
        // Pinned, so that what is aligned stays so.
        _values = GC.AllocateArray<float>(checked((rows * Stride) + LineFloats), pinned: true);
        nint address = Address();
        _first = (int)((LineFloats - (address / sizeof(float) % LineFloats)) % LineFloats);
    }

    public int Rows { get; }

    public int Dimension { get; }

    /// <summary>Floats from one row to the next.</summary>
    public int Stride { get; }

    /// <summary>The beginning of a row.</summary>
    public ref float this[int row] => ref Unsafe.Add(ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_values), _first), (nint)row * Stride);

    /// <summary>A row without what it is filled up with.</summary>
    public Span<float> Row(int row) => _values.AsSpan(_first + (row * Stride), Dimension);

    /// <summary>The first rows, one behind the other, <c>[count, dimension]</c>.</summary>
    public float[] Copy(int count)
    {
        float[] copy = new float[checked(count * Dimension)];
        for (int row = 0; row < count; row++) Row(row).CopyTo(copy.AsSpan(row * Dimension));
        return copy;
    }

    /// <summary>Most rows that a table can have: 2 GiB, which also a tensor in a file can.</summary>
    public static int MostRows(int dimension) => (int.MaxValue / sizeof(float) - LineFloats) / StrideOf(dimension);

    private static int StrideOf(int dimension) => (dimension + Vector<float>.Count - 1) / Vector<float>.Count * Vector<float>.Count;

    private unsafe nint Address() => (nint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_values));
}
