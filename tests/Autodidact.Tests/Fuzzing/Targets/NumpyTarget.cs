using System.Buffers.Binary;
using Autodidact.Engine.Serialization;
using Autodidact.Tests.Support;

namespace Autodidact.Tests.Fuzzing.Targets;

/// <summary>A <c>.npy</c> file.</summary>
internal sealed class NumpyTarget : IFuzzTarget
{
    public string Name => "npy";

    public string FileName => "input.npy";

    public IReadOnlyList<Type> Covers => [typeof(NumpyFile), typeof(NumpyHeader), typeof(NumpyRowFile)];

    public IReadOnlyList<Type> Refusals => [typeof(InvalidDataException)];

    public IReadOnlyList<byte[]> Seeds { get; } = [Make([1f, 2f, 3f, 4f, 5f, 6f], 2, 3), Make([1L, -1L], 2), Make<byte>([7]), WithVersion(Make<short>([1, 2], 1, 2), 2)];

    public IReadOnlyList<string> Words => NumpyWords;

    public byte[] Change(byte[] seed, Random random, Mutator mutator) => ChangeArray(seed, random, mutator);

    public void Read(string path)
    {
        NumpyArray array = NumpyFile.Read(path);
        if (SafetensorsFormat.ByteCount(array.Type, array.Shape) != array.Bytes.Length) throw new InvalidOperationException("The shape and the bytes disagree.");
    }

    internal static IReadOnlyList<string> NumpyWords { get; } =
        ["'descr'", "'fortran_order'", "'shape'", "False", "True", "'<f4'", "'|u1'", "'<i8'", "'|O'", "'<M8[ns]'", "'=f8'", "(", ")", ",", "0", "(0, 9223372036854775807)", "4611686018427387904", "[('a', '<f4')]", "__import__('os').system('true')"];

    internal static byte[] Make<T>(T[] values, params long[] shape) where T : unmanaged
    {
        using TemporaryFolder folder = new();
        NumpyFile.Write(folder["a"], values, shape);
        return File.ReadAllBytes(folder["a"]);
    }

    /// <summary>Changes the dictionary, half of the time with a length before it that fits.</summary>
    internal static byte[] ChangeArray(byte[] seed, Random random, Mutator mutator)
    {
        int start = seed[6] == 1 ? 10 : 12;
        if (random.Next(3) == 0) return mutator.Change(seed, random);
        int length = BinaryPrimitives.ReadUInt16LittleEndian(seed.AsSpan(8));
        byte[] text = mutator.Change(seed[start..(start + length)], random), front = seed[..start];
        if (random.Next(2) == 0) BinaryPrimitives.WriteUInt16LittleEndian(front.AsSpan(8), (ushort)Math.Min(text.Length, ushort.MaxValue));
        return [.. front, .. text, .. seed[(start + length)..]];
    }

    private static byte[] WithVersion(byte[] array, byte version) => [.. array[..6], version, 0, array[8], array[9], 0, 0, .. array[10..]];
}
