using System.Text;
using Autodidact.Data.Text.Formats;
using Autodidact.Tests.Data;

namespace Autodidact.Tests.Fuzzing.Targets;

/// <summary>JSON lines, plain or gz.</summary>
internal sealed class JsonLinesTarget : IFuzzTarget
{
    private static readonly byte[] s_lines = Encoding.UTF8.GetBytes("{\"text\": \"One \\u00e9\\n\", \"label\": 1}\n{\"label\": \"two\", \"more\": [{\"text\": null}], \"content\": \"größer\"}\n\n{\"text\": \"x\"}");

    public string Name => "json-lines";

    public string FileName => "input.jsonl";

    public IReadOnlyList<Type> Covers => [typeof(JsonLinesFormat)];

    public IReadOnlyList<Type> Refusals => TextReading.Refusals;

    public IReadOnlyList<byte[]> Seeds { get; } = [s_lines, Pictures.Gzip(s_lines)];

    public IReadOnlyList<string> Words => ["{", "}", "[", "[[[[[[[[", "\"text\":", "\"label\":", "\"\\ud800\"", "null", "1e999", "-1", "true", "\n", "\0", "//", "{} x", "\\", "\""];

    public long Budget(int length) => SourceReading.ChunkBytes + (128L * length);

    public byte[] Change(byte[] seed, Random random, Mutator mutator) => SourceReading.ChangePacked(seed, random, mutator, content => content);

    public void Read(string path) => TextReading.Read(path, "jsonl");
}
