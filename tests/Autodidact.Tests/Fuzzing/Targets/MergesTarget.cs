using System.Text;
using System.Text.Json;
using Autodidact.Data;
using Autodidact.Data.Text;
using Autodidact.Data.Text.ByteBpe;
using Autodidact.Data.Text.Files;

namespace Autodidact.Tests.Fuzzing.Targets;

/// <summary>A <c>merges.txt</c> beside a good <c>vocab.json</c>.</summary>
internal sealed class MergesTarget : IFuzzTarget
{
    public string Name => "merges";

    public string FileName => "merges.txt";

    public IReadOnlyList<Type> Covers => [typeof(VocabularyFiles), typeof(TokenizerFiles)];

    public IReadOnlyList<Type> Refusals => [typeof(DataException)];

    public IReadOnlyList<byte[]> Seeds { get; } = [Encoding.UTF8.GetBytes("#version: 0.2\nt h\nth e\nĠ the\n"), Encoding.UTF8.GetBytes("th e\r\nt h")];

    public IReadOnlyList<string> Words => ["\n", "\r\n", " ", "t h\n", "th e\n", "#version", "\0", "\uFEFF", "Ġ"];

    // The vocabulary of 256 bytes and its tables.
    public long Budget(int length) => (2 << 20) + (256L * length);

    public void Prepare(string folder)
    {
        string[] tokens = [.. ByteAlphabet.Sorted.Select(unit => unit.ToString()), "th", "the", "Ġthe"];
        File.WriteAllText(Path.Combine(folder, "vocab.json"), JsonSerializer.Serialize(tokens.Select((token, id) => (token, id)).ToDictionary(pair => pair.token, pair => pair.id)));
    }

    public void Read(string path)
    {
        Tokenizer tokenizer = Tokenizer.Load(path);
        if (tokenizer.Decode(tokenizer.Encode("the thé").Ids) != "the thé") throw new InvalidOperationException("A text does not come back.");
    }
}
