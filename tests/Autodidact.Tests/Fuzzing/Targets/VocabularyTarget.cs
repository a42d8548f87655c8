using System.Text;
using Autodidact.Data;
using Autodidact.Data.Text;
using Autodidact.Data.Text.Files;

namespace Autodidact.Tests.Fuzzing.Targets;

/// <summary>A <c>vocab.txt</c> with a piece a line.</summary>
internal sealed class VocabularyTarget : IFuzzTarget
{
    public string Name => "vocabulary";

    public string FileName => "vocab.txt";

    public IReadOnlyList<Type> Covers => [typeof(VocabularyFiles), typeof(TokenizerFiles)];

    public IReadOnlyList<Type> Refusals => [typeof(DataException)];

    public IReadOnlyList<byte[]> Seeds { get; } = [Encoding.UTF8.GetBytes("[PAD]\n[UNK]\n[CLS]\n[SEP]\nthe\n##e\ngö\n"), Encoding.UTF8.GetBytes("[UNK]\r\nthe")];

    public IReadOnlyList<string> Words => ["[UNK]", "##", "\n", "\r\n", " ", "[CLS]\n", "\0", "\uFEFF"];

    public long Budget(int length) => (1 << 20) + (256L * length);

    public void Read(string path) => Tokenizer.Load(path).Encode("the [CLS] thé");
}
