using Autodidact.Embeddings;
using Autodidact.Embeddings.Files;

namespace Autodidact.Tests.Fuzzing.Targets;

/// <summary>Features as lines of JSON.</summary>
internal sealed class EmbeddingLinesTarget : EmbeddingTarget
{
    public override string Name => "embedding-lines";

    public override string FileName => "input.jsonl";

    public override IReadOnlyList<Type> Covers => [typeof(EmbeddingFile), typeof(JsonLineReader), typeof(LineFile), typeof(SampleLineParser)];

    public override IReadOnlyList<byte[]> Seeds { get; } =
        [Text("{\"id\":\"größer\",\"label\":1,\"class\":\"cat\",\"embedding\":[1.5,-2e-3,null]}\n{\"id\":\"b\",\"embedding\":[1,2,3]}\n"), Text("{\"embedding\":[0]}"), []];
}
