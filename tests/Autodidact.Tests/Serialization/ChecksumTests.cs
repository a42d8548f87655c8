using Autodidact.Engine;
using Autodidact.Engine.Modules;
using Autodidact.Engine.Serialization;
using Autodidact.Tests.Support;
using Xunit;

namespace Autodidact.Tests.Serialization;

/// <summary>Whatever happens to a file after it was written is found when it is read.</summary>
public sealed class ChecksumTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly TensorScope _scope = new();
    private readonly string _path;

    public ChecksumTests() => _path = _folder["state.safetensors"];

    public void Dispose()
    {
        _scope.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Every_flipped_bit_is_found()
    {
        StateFile.Write(_path, [new("weight", Tensor.From<float>([1f, 2f, 3f])), new("none", Tensor.Zeros([0], ScalarType.Int64))], new Dictionary<string, string> { ["step"] = "3" });
        Assert.Equal(3, StateFile.Read(_path).Values.Sum(tensor => tensor.ElementCount));
        byte[] bytes = File.ReadAllBytes(_path);
        for (int bit = 0; bit < 8 * bytes.Length; bit++)
        {
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            File.WriteAllBytes(_path, bytes);
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.Throws<InvalidDataException>(() => StateFile.ReadVerified(_path, out _));
            Assert.Throws<InvalidDataException>(() => StateFile.Read(_path));
        }
    }

    [Fact]
    public void Every_cut_and_every_addition_is_found()
    {
        StateFile.Write(_path, [new("weight", Tensor.From<float>([1f, 2f, 3f]))]);
        byte[] bytes = File.ReadAllBytes(_path);
        for (int length = 0; length < bytes.Length; length++)
        {
            File.WriteAllBytes(_path, bytes[..length]);
            Assert.Throws<InvalidDataException>(() => StateFile.Read(_path));
        }
        File.WriteAllBytes(_path, [.. bytes, 0]);
        Assert.Throws<InvalidDataException>(() => StateFile.Read(_path));
    }

    [Fact]
    public void A_file_from_elsewhere_has_no_checksum_and_is_read_where_none_is_asked_for()
    {
        byte[] header = "{\"w\":{\"dtype\":\"U8\",\"shape\":[2],\"data_offsets\":[0,2]}}"u8.ToArray();
        File.WriteAllBytes(_path, [.. BitConverter.GetBytes((long)header.Length), .. header, 7, 8]);
        Assert.Equal([7, 8], StateFile.Read(_path)["w"].ToArray<byte>());
        Assert.Throws<InvalidDataException>(() => StateFile.ReadVerified(_path, out _));
    }

    [Fact]
    public void A_snapshot_writes_the_bytes_of_the_state_it_was_taken_of()
    {
        Tensor weight = Tensor.Randn([6, 5, 3, 3]).ChannelsLast(), half = weight.To(ScalarType.BFloat16).ChannelsLast(), wide = weight.To(ScalarType.Float64), counts = Tensor.Arange(7);
        List<NamedTensor> state = [new("a.weight", weight), new("a.half", half), new("a.wide", wide), new("b.counts", counts), new("b.random", Tensor.From<byte>([1, 2, 3]))];
        StateFile.Write(_path, state);
        byte[] expected = File.ReadAllBytes(_path);
        StateFile.Write(_path, state.Take(3).Select(entry => new NamedTensor(entry.Name[2..], entry.Tensor)));
        byte[] part = File.ReadAllBytes(_path);

        using StateSnapshot snapshot = new();
        snapshot.Take(state);
        weight.FillInPlace(0.0);
        counts.FillInPlace(1);
        snapshot.Write(_path);
        Assert.Equal(expected, File.ReadAllBytes(_path));
        snapshot.Write(_path, prefix: "a.");
        Assert.Equal(part, File.ReadAllBytes(_path));

        // Shapes may change from one copy to the next, as a list of skipped samples does.
        snapshot.Take([new("b.counts", Tensor.Arange(9)), state[0]]);
        snapshot.Write(_path);
        Assert.Equal([0, 1, 2, 3, 4, 5, 6, 7, 8], StateFile.Read(_path)["b.counts"].ToArray<long>());
        Assert.Throws<DirectoryNotFoundException>(() => snapshot.Write(_folder["missing/state.safetensors"]));
    }

    [Fact]
    public void Snapshots_use_their_memory_again_and_leave_the_collector_nothing()
    {
        NamedTensor[] state = [new("weight", Tensor.Randn([256, 256, 3, 3]).ChannelsLast()), new("other", Tensor.Randn([1 << 20]))];
        using StateSnapshot snapshot = new();
        Round();
        long tensors = TorchRuntime.LiveTensors, bytes = GC.GetAllocatedBytesForCurrentThread();
        for (int round = 0; round < 5; round++) Round();
        Assert.Equal(tensors, TorchRuntime.LiveTensors);
        // The state has 6.5 MB; what may be made here are a few buffers that the writers of all files share.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - bytes, 0, 7 << 20);

        void Round()
        {
            snapshot.Take(state);
            snapshot.Write(_path);
        }
    }
}
