using System.Text;
using Autodidact.Embeddings.Indexes;
using Autodidact.Tests.Support;

namespace Autodidact.Tests.Fuzzing.Targets;

/// <summary>The samples of an index, a line of JSON each.</summary>
internal sealed class IndexedSamplesTarget : IFuzzTarget
{
    public string Name => "index-samples";

    public string FileName => "samples.jsonl";

    public IReadOnlyList<Type> Covers => [typeof(IndexedSamples)];

    public IReadOnlyList<Type> Refusals => [typeof(InvalidDataException)];

    public IReadOnlyList<byte[]> Seeds { get; } =
        [Encoding.UTF8.GetBytes("{\"id\":\"a/1.jpg\",\"source\":0,\"place\":3,\"fields\":{\"class\":\"größer\",\"year\":\"2019\"}}\n{}\n{\"id\":\"b\",\"source\":1,\"place\":0}\n")];

    public IReadOnlyList<string> Words => ["\"id\":", "\"id\":null", "\"fields\":", "\"fields\":[]", "\"place\":-1", "99999999999", "1e999", "\"\\ud800\"", "{", "}", "\n", "[[[[[[[["];

    public void Read(string path)
    {
        IndexedSamples samples = IndexedSamples.Read(path);
        using TemporaryFolder folder = new();
        samples.Choose(samples.Present()).Write(folder["again"]);
        if (IndexedSamples.Read(folder["again"]).Count != samples.Count) throw new InvalidOperationException("What was written is read otherwise.");
    }
}
