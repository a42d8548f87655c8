using System.Text;
using Autodidact.Embeddings.Indexes;

namespace Autodidact.Tests.Fuzzing.Targets;

/// <summary>What somebody else knows of samples, a line of JSON each.</summary>
internal sealed class SampleFactsTarget : IFuzzTarget
{
    public string Name => "sample-facts";

    public string FileName => "facts.jsonl";

    public IReadOnlyList<Type> Covers => [typeof(SampleFacts)];

    public IReadOnlyList<Type> Refusals => [typeof(InvalidDataException)];

    public IReadOnlyList<byte[]> Seeds { get; } = [Encoding.UTF8.GetBytes("{\"id\":\"a\",\"year\":2019,\"tags\":[\"x\",{\"y\":null}]}\n{\"id\":\"b\",\"place\":\"Oslo\",\"indoors\":false}\n")];

    public IReadOnlyList<string> Words => ["\"id\":", "\"id\":null", "null", "1e999", "\"\\ud800\"", "{", "}", "\n", "[[[[[[[["];

    public void Read(string path)
    {
        foreach ((string id, IReadOnlyList<KeyValuePair<string, string>> facts) in SampleFacts.Read(path)) _ = id.Length + facts.Sum(fact => fact.Key.Length + fact.Value.Length);
    }
}
