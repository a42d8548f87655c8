using Autodidact.Data;
using Autodidact.Data.Text;
using Autodidact.Data.Text.ByteBpe;
using Autodidact.Data.Text.Files;
using Autodidact.Data.Text.WordPiece;
using Autodidact.Tests.Support;

namespace Autodidact.Tests.Fuzzing.Targets;

/// <summary>A <c>tokenizer.json</c> from anywhere, up to the tokens of a text.</summary>
internal sealed class TokenizerJsonTarget : IFuzzTarget
{
    public string Name => "tokenizer-json";

    public string FileName => "tokenizer.json";

    public IReadOnlyList<Type> Covers => [typeof(TokenizerFiles), typeof(VocabularyFiles), typeof(TokenizerJsonReader)];

    public IReadOnlyList<Type> Refusals => [typeof(DataException)];

    public IReadOnlyList<byte[]> Seeds { get; } = [Written(WordPieceTrainer.Train(["the cat, the hat"])), Written(ByteBpeTrainer.Train(["the cat, the hat"]))];

    public IReadOnlyList<string> Words =>
        ["null", "true", "-1", "1e999", "99999999999999999999", "16777215", "\"\\ud800\"", "\"\"", "[", "{", "[[[[[[[[", ",", "\"type\":", "\"BPE\"", "\"WordPiece\"", "\"ByteLevel\"", "\"Metaspace\"", "\"merges\":", "\"vocab\":", "\"[UNK]\"", "\"t h\"", "\"x\":1,"];

    // A tokenizer keeps its vocabulary in several tables, and one of 256 bytes is in every one.
    public long Budget(int length) => (2 << 20) + (256L * length);

    public void Read(string path)
    {
        Tokenizer tokenizer = Tokenizer.Load(path);
        const string Text = "The cat's 漢字 é\u0301 [MASK] <mask> 😀";
        TokenSequence tokens = tokenizer.Encode(Text);
        if (tokens.Ranges.Any(range => range.Start < 0 || range.End > Text.Length || range.End < range.Start)) throw new InvalidOperationException("A range outside the text.");
        if (tokens.Ids.Any(id => id < 0 || id >= tokenizer.Vocabulary.Size)) throw new InvalidOperationException("A number outside the vocabulary.");
        tokenizer.Decode(tokens.Ids, keepSpecial: true);
    }

    private static byte[] Written(Tokenizer tokenizer)
    {
        using TemporaryFolder folder = new();
        tokenizer.Save(folder.Path);
        return File.ReadAllBytes(folder["tokenizer.json"]);
    }
}
