using Autodidact.Embeddings.Files;

namespace Autodidact.Tests.Fuzzing.Targets;

/// <summary>The index of shards.</summary>
internal sealed class EmbeddingIndexTarget : EmbeddingTarget
{
    private static readonly EmbeddingIndex s_index = new()
    {
        Encoder = "0123456789abcdef", Data = "größer", DataFingerprint = "folder 3", Dimension = 2, Samples = 3, ShardSize = 2, Batch = 256, Files = ".npy", Classes = ["cat", "dog"],
        Shards =
        [
            new() { Number = 0, Files = ["a-00000-of-00002.npy"], Bytes = [144], Rows = 2 },
            new() { Number = 1, Files = ["a-00001-of-00002.npy"], Bytes = [136], Rows = 1, Broken = ["b.png: no picture"] },
        ],
    };

    public override string Name => "embedding-index";

    public override string FileName => "input.index.json";

    public override IReadOnlyList<Type> Covers => [typeof(EmbeddingIndex), typeof(EmbeddingShard)];

    public override IReadOnlyList<byte[]> Seeds { get; } = [Text(s_index.ToJson())];

    public override IReadOnlyList<string> Words =>
        ["\"shards\":", "\"files\":", "\"number\":", "\"rows\":", "\"classes\":", "null", "[null]", "1e999", "2147483647", "-1", "0", "\"..\"", "\"/\"", "\"a/../b.npy\"", "\".safetensors\"", "[[[[[[[[", "{", ",", "true"];

    public override void Prepare(string folder)
    {
        File.WriteAllBytes(Path.Combine(folder, "a-00000-of-00002.npy"), NumpyTarget.Make([1f, 2f, 3f, 4f], 2, 2));
        File.WriteAllBytes(Path.Combine(folder, "a-00001-of-00002.npy"), NumpyTarget.Make([5f, 6f], 1, 2));
    }
}
