using System.Text;
using Autodidact.Embeddings.Indexes;
using Autodidact.Engine.Search;
using Autodidact.Tests.Support;

namespace Autodidact.Tests.Fuzzing.Targets;

/// <summary><c>index.json</c> beside good files.</summary>
internal sealed class IndexFolderTarget : IFuzzTarget
{
    private static readonly (byte[] Information, byte[] Vectors, byte[] Samples) s_good = Good();

    public string Name => "index-folder";

    public string FileName => "index.json";

    public IReadOnlyList<Type> Covers => [typeof(IndexFolder), typeof(IndexJson), typeof(IndexInformation)];

    public IReadOnlyList<Type> Refusals => [typeof(InvalidDataException)];

    public IReadOnlyList<byte[]> Seeds { get; } = [s_good.Information];

    public IReadOnlyList<string> Words => ["\"generation\":", "\"../../etc/passwd\"", "null", "1e999", "-1", "99999999999", "\"sources\":[null]", "\"quality\":null", "\"Hnsw\"", "[", "{", "}"];

    // Two files are hashed through buffers.
    public long Budget(int length) => (1 << 20) + (64L * length);

    public void Prepare(string folder)
    {
        File.WriteAllBytes(Path.Combine(folder, "vectors-1.faiss"), s_good.Vectors);
        File.WriteAllBytes(Path.Combine(folder, "samples-1.jsonl"), s_good.Samples);
    }

    public void Read(string path)
    {
        using VectorIndex index = VectorIndex.Open(Path.GetDirectoryName(path)!);
        index.Search(new float[index.Dimension], 3);
        index.Remove([index.Ids.First()]);
        index.Search(new float[index.Dimension], 3);
    }

    private static (byte[] Information, byte[] Vectors, byte[] Samples) Good()
    {
        using TemporaryFolder folder = new();
        SearchIndex vectors = new(2, new() { Kind = SearchIndexKind.Hnsw });
        vectors.Add([1, 0, 0, 1, 0, -1], threads: 1);
        IndexedSamples samples = new();
        foreach (string id in (string[])["a", "b", "c"]) samples.Add(id, 0, samples.Rows);
        samples.Remove("b");
        IndexInformation information = new()
        {
            Kind = SearchIndexKind.Hnsw, Count = 2, Removed = 1, Dimension = 2, Encoder = "0123456789abcdef", EncoderName = "resnet18", Quality = new(1, 2, 3, 16, 1000),
            Sources = [new("photos", Autodidact.Data.Split.Train, "folder 3 0123", "image")],
        };
        using VectorIndex index = new(information, vectors, samples);
        index.Save(folder["index"]);
        return (Bytes("index.json"), Bytes("vectors-1.faiss"), Bytes("samples-1.jsonl"));

        byte[] Bytes(string name) => File.ReadAllBytes(Path.Combine(folder["index"], name));
    }
}
