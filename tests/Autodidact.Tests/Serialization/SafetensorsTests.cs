using System.Buffers.Binary;
using System.Text;
using Autodidact.Engine;
using Autodidact.Engine.Serialization;
using Autodidact.Tests.Support;
using Xunit;

namespace Autodidact.Tests.Serialization;

public sealed class SafetensorsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string File1 => _folder["a.safetensors"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_is_written_is_read_back()
    {
        SafetensorsWriter.Write(File1, Sample(), new Dictionary<string, string> { ["note"] = "größer \"than\" ascii" });

        using SafetensorsFile file = SafetensorsFile.Open(File1);
        Assert.Equal("größer \"than\" ascii", file.Metadata["note"]);
        Assert.Equal(["scalar", "weight", "ids", "empty", "mask"], file.Entries.Select(entry => entry.Name));
        foreach (SafetensorsTensor tensor in Sample())
        {
            Assert.Equal(tensor.Type, file.Entry(tensor.Name).Type);
            Assert.Equal(tensor.Shape, file.Entry(tensor.Name).Shape);
            Assert.True(tensor.Bytes.Span.SequenceEqual(file.Bytes(tensor.Name)));
        }
    }

    [Fact]
    public void Every_tensor_is_aligned_to_its_elements()
    {
        SafetensorsWriter.Write(File1, Sample());
        long headerLength = BinaryPrimitives.ReadInt64LittleEndian(File.ReadAllBytes(File1));
        using SafetensorsFile file = SafetensorsFile.Open(File1);
        Assert.All(file.Entries, entry => Assert.Equal(0, (8 + headerLength + entry.Offset) % entry.Type.SizeOf()));
    }

    [Fact]
    public void Order_does_not_change_the_bytes()
    {
        SafetensorsWriter.Write(File1, Sample());
        SafetensorsWriter.Write(_folder["b.safetensors"], Sample().Reverse());
        Assert.Equal(File.ReadAllBytes(File1), File.ReadAllBytes(_folder["b.safetensors"]));
    }

    [Fact]
    public void A_failed_write_leaves_the_old_file_and_nothing_else()
    {
        SafetensorsWriter.Write(File1, Sample());
        byte[] before = File.ReadAllBytes(File1);
        Assert.Throws<IOException>(() => AtomicFile.Write(File1, stream =>
        {
            stream.WriteByte(1);
            throw new IOException("the disk is full");
        }));
        Assert.Equal(before, File.ReadAllBytes(File1));
        Assert.Single(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void The_writer_refuses_wrong_sizes_and_double_names()
    {
        SafetensorsTensor tensor = new("x", ScalarType.Float32, [2], new byte[7]);
        Assert.Contains("needs 8", Assert.Throws<ArgumentException>(() => SafetensorsWriter.Write(File1, [tensor])).Message, StringComparison.Ordinal);
        SafetensorsTensor fits = tensor with { Bytes = new byte[8] };
        Assert.Contains("'x' is taken", Assert.Throws<ArgumentException>(() => SafetensorsWriter.Write(File1, [fits, fits])).Message, StringComparison.Ordinal);
        Assert.False(File.Exists(File1));
    }

    [Fact]
    public void A_closed_file_says_so()
    {
        SafetensorsWriter.Write(File1, Sample());
        SafetensorsFile file = SafetensorsFile.Open(File1);
        file.Dispose();
        file.Dispose();
        Assert.Throws<ObjectDisposedException>(() => file.Bytes("weight").Length);
    }

    [Theory]
    [InlineData("""{"x":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", 4, "0..4")]
    [InlineData("""{"x":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", 9, "appended")]
    [InlineData("""{"x":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}}""", 8, "needs 12 bytes")]
    [InlineData("""{"x":{"dtype":"F32","shape":[4611686018427387904,4],"data_offsets":[0,8]}}""", 8, "impossible shape")]
    [InlineData("""{"x":{"dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,0]}}""", 0, "impossible shape")]
    [InlineData("""{"x":{"dtype":"F32","shape":[-1],"data_offsets":[0,8]}}""", 8, "impossible shape")]
    [InlineData("""{"x":{"dtype":"F32","shape":[1.5],"data_offsets":[0,8]}}""", 8, "whole numbers")]
    [InlineData("""{"x":{"dtype":"F32","shape":[2],"data_offsets":[8,0]}}""", 8, "a begin and an end")]
    [InlineData("""{"x":{"dtype":"F32","shape":[2],"data_offsets":[-8,0]}}""", 8, "a begin and an end")]
    [InlineData("""{"x":{"dtype":"F32","shape":[2],"data_offsets":[0]}}""", 8, "a begin and an end")]
    [InlineData("""{"x":{"dtype":"F32","shape":[2]}}""", 8, "no list 'data_offsets'")]
    [InlineData("""{"x":{"dtype":"Q9","shape":[2],"data_offsets":[0,8]}}""", 8, "BF16")]
    [InlineData("""{"x":{"shape":[2],"data_offsets":[0,8]}}""", 8, "(none)")]
    [InlineData("""{"x":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"y":{"dtype":"F32","shape":[1],"data_offsets":[2,6]}}""", 6, "neither overlaps nor holes")]
    [InlineData("""{"x":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},"y":{"dtype":"U8","shape":[1],"data_offsets":[2,3]}}""", 3, "neither overlaps nor holes")]
    [InlineData("""{"x":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},"x":{"dtype":"U8","shape":[1],"data_offsets":[1,2]}}""", 2, "not valid JSON")]
    [InlineData("""{"__metadata__":{"a":1}}""", 0, "metadata 'a' is not a string")]
    [InlineData("""{"x":{"dtype":"U8","shape":[[[[1]]]],"data_offsets":[0,1]}}""", 1, "not valid JSON")]
    [InlineData("""{"\ud800":{"dtype":"U8","shape":[0],"data_offsets":[0,0]}}""", 0, "not valid JSON")]
    [InlineData("""{"x":3}""", 0, "'x' is not a JSON object")]
    [InlineData("""[]""", 0, "not a JSON object")]
    [InlineData("""{"x":""", 0, "not valid JSON")]
    public void A_damaged_header_is_explained(string header, int dataLength, string said)
    {
        WriteRaw(Encoding.UTF8.GetByteCount(header), header, dataLength);
        string message = Assert.Throws<InvalidDataException>(() => SafetensorsFile.Open(File1)).Message;
        Assert.Contains(said, message, StringComparison.Ordinal);
        Assert.Contains(File1, message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(long.MaxValue)]
    [InlineData(-1)]
    [InlineData(3)]
    public void A_header_longer_than_the_file_is_not_allocated(long length)
    {
        WriteRaw(length, "{}", 0);
        Assert.Contains("at most 2 here", Assert.Throws<InvalidDataException>(() => SafetensorsFile.Open(File1)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    public void A_file_too_short_for_anything_is_explained(int length)
    {
        File.WriteAllBytes(File1, new byte[length]);
        Assert.Contains($"it has {length} bytes", Assert.Throws<InvalidDataException>(() => SafetensorsFile.Open(File1)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cut_file_never_opens()
    {
        SafetensorsWriter.Write(File1, Sample());
        byte[] whole = File.ReadAllBytes(File1);
        string cut = _folder["cut.safetensors"];
        for (int length = 0; length < whole.Length; length++)
        {
            File.WriteAllBytes(cut, whole[..length]);
            Assert.Throws<InvalidDataException>(() => SafetensorsFile.Open(cut));
        }
    }

    [Fact]
    public void A_damaged_file_opens_whole_or_not_at_all()
    {
        SafetensorsWriter.Write(File1, Sample(), new Dictionary<string, string> { ["a"] = "b" });
        byte[] whole = File.ReadAllBytes(File1);
        string damaged = _folder["damaged.safetensors"];
        Random random = new(7);
        for (int attempt = 0; attempt < 1000; attempt++)
        {
            byte[] bytes = [.. whole];
            for (int change = random.Next(1, 4); change > 0; change--) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            File.WriteAllBytes(damaged, bytes);
            try
            {
                using SafetensorsFile file = SafetensorsFile.Open(damaged);
                Assert.All(file.Entries, entry => Assert.Equal(entry.Length, file.Bytes(entry.Name).Length));
            }
            catch (InvalidDataException)
            {
                // Said in a sentence, which is all that is asked.
            }
        }
    }

    [Fact]
    public void A_size_of_zero_is_empty_whatever_the_other_sizes_are()
    {
        SafetensorsWriter.Write(File1, [new("x", ScalarType.Float32, [long.MaxValue, long.MaxValue, 0], ReadOnlyMemory<byte>.Empty)]);
        using SafetensorsFile file = SafetensorsFile.Open(File1);
        Assert.True(file.Bytes("x").IsEmpty);
    }

    private static IEnumerable<SafetensorsTensor> Sample() =>
    [
        new("mask", ScalarType.Bool, [3], new byte[] { 1, 0, 1 }),
        new("weight", ScalarType.Float32, [2, 3], Enumerable.Range(0, 24).Select(value => (byte)value).ToArray()),
        new("ids", ScalarType.BFloat16, [2], new byte[] { 1, 2, 3, 4 }),
        new("scalar", ScalarType.Float64, [], new byte[] { 8, 7, 6, 5, 4, 3, 2, 1 }),
        new("empty", ScalarType.Byte, [0, 5], ReadOnlyMemory<byte>.Empty),
    ];

    private void WriteRaw(long headerLength, string header, int dataLength)
    {
        byte[] prefix = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(prefix, headerLength);
        File.WriteAllBytes(File1, [.. prefix, .. Encoding.UTF8.GetBytes(header), .. new byte[dataLength]]);
    }

    [Fact]
    public void Sizes_that_no_tensor_can_have_are_damage_even_beside_a_zero()
    {
        SafetensorsWriter.Write(File1, [new("x", ScalarType.Float32, [long.MaxValue, long.MaxValue, 0], ReadOnlyMemory<byte>.Empty)]);
        using TensorScope scope = new();
        Assert.Contains("'x'", Assert.Throws<InvalidDataException>(() => StateFile.Read(File1)).Message, StringComparison.Ordinal);
    }
}
