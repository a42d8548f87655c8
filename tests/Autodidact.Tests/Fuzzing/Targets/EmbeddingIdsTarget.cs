using Autodidact.Embeddings.Files;

namespace Autodidact.Tests.Fuzzing.Targets;

/// <summary>The lines beside a matrix that say whose row is whose.</summary>
internal sealed class EmbeddingIdsTarget : EmbeddingTarget
{
    public override string Name => "embedding-ids";

    public override string FileName => "input.ids.jsonl";

    public override IReadOnlyList<Type> Covers => [typeof(SampleIdFile), typeof(NumpyRowReader)];

    public override IReadOnlyList<byte[]> Seeds { get; } = [Text("{\"id\":\"größer\",\"label\":1,\"class\":\"cat\"}\n{\"id\":\"b\",\"more\":[{}]}\n{\"label\":0}")];

    public override void Prepare(string folder) => File.WriteAllBytes(Path.Combine(folder, "input.npy"), NumpyTarget.Make([1f, 2f, 3f, 4f, 5f, 6f], 3, 2));

    protected override string Features(string path) => Path.Combine(Path.GetDirectoryName(path)!, "input.npy");
}
