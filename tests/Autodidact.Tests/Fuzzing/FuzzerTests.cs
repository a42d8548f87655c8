using Xunit;

namespace Autodidact.Tests.Fuzzing;

/// <summary>The fuzzer notices each kind of misbehaviour, names the input, and keeps it.</summary>
public sealed class FuzzerTests : IDisposable
{
    public void Dispose()
    {
        foreach (string summary in Directory.GetFiles(FuzzSettings.Folder, "misbehaving-*")) File.Delete(summary);
        foreach (string left in Directory.GetDirectories(FuzzSettings.Folder, "misbehaving-*")) Directory.Delete(left, recursive: true);
    }

    [Theory]
    [InlineData("hang", "not done after")]
    [InlineData("unexpected", "ends in System.FormatException")]
    [InlineData("silent", "without a word")]
    [InlineData("managed", "managed bytes")]
    [InlineData("seed", "is a good file, but")]
    public void Misbehaviour_is_named_and_its_input_kept(string kind, string said)
    {
        Reader reader = new(kind);
        string failure = Assert.Single(new Fuzzer(reader, TimeSpan.FromSeconds(kind == "hang" ? 0.5 : 10)).Run(3, seed: 7));
        reader.IsOver = true;
        Assert.Contains(said, failure, StringComparison.Ordinal);
        string saved = Assert.Single(Directory.GetFiles(FuzzSettings.Folder, $"{reader.Name}-*.bin"));
        Assert.Contains(Path.GetFileName(saved), failure, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_seed_gives_the_same_inputs()
    {
        byte[][] Inputs(int seed)
        {
            Reader reader = new("none");
            Assert.Empty(new Fuzzer(reader, TimeSpan.FromSeconds(10)).Run(50, seed));
            return [.. reader.Seen];
        }
        byte[][] first = Inputs(3);
        Assert.Equal(first, Inputs(3));
        Assert.NotEqual(first, Inputs(4));
        Assert.True(first.Select(Convert.ToHexString).Distinct().Count() > 35);
    }

    private sealed class Reader(string kind) : IFuzzTarget
    {
        public volatile bool IsOver;

        public List<byte[]> Seen { get; } = [];

        public string Name => $"misbehaving-{kind}";

        public string FileName => "input.bin";

        public IReadOnlyList<Type> Covers => [];

        public IReadOnlyList<Type> Refusals => [typeof(InvalidDataException)];

        public IReadOnlyList<byte[]> Seeds { get; } = [[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]];

        public void Read(string path)
        {
            Seen.Add(File.ReadAllBytes(path));
            if (kind == "seed") throw new InvalidDataException("a good file is refused");
            if (Seen.Count == 1) return;
            while (kind == "hang" && !IsOver) Thread.Sleep(20);
            if (kind == "unexpected") throw new FormatException("not one of the refusals");
            if (kind == "silent") throw new InvalidDataException("");
            if (kind == "managed") GC.KeepAlive(new byte[1 << 20]);
        }
    }
}
