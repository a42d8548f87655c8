using Autodidact.Embeddings.Files;
using Autodidact.Engine;

namespace Autodidact.Tests.Fuzzing.Targets;

/// <summary>Features in a safetensors file.</summary>
internal sealed class EmbeddingTensorsTarget : EmbeddingTarget
{
    public override string Name => "embedding-safetensors";

    public override string FileName => "input.safetensors";

    public override IReadOnlyList<Type> Covers => [typeof(SafetensorsRowReader)];

    public override IReadOnlyList<byte[]> Seeds { get; } =
    [
        SafetensorsBytes.Make(
            [
                new("features", ScalarType.Float32, [2, 3], new byte[24]), new("id_lengths", ScalarType.Int32, [2], new byte[] { 1, 0, 0, 0, 2, 0, 0, 0 }),
                new("labels", ScalarType.Int32, [2], new byte[] { 1, 0, 0, 0, 255, 255, 255, 255 }), new("id_bytes", ScalarType.Byte, [3], "abc"u8.ToArray()),
            ], ("classes", "[\"cat\",\"dog\"]")),
        SafetensorsBytes.Make([new("features", ScalarType.Float32, [1, 2], new byte[8])]),
    ];

    public override IReadOnlyList<string> Words => [.. SafetensorsBytes.Words, "\"features\"", "\"id_lengths\"", "\"id_bytes\"", "\"labels\"", "\"classes\"", "[null]", "[\\\"a\\\"]"];

    public override byte[] Change(byte[] seed, Random random, Mutator mutator) => SafetensorsBytes.Change(seed, random, mutator);
}
