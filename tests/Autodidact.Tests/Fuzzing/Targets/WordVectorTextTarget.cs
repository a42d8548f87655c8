using System.Text;
using Autodidact.Data;
using Autodidact.Models.Words;
using Autodidact.Tests.Data;

namespace Autodidact.Tests.Fuzzing.Targets;

/// <summary>Word vectors as text, with and without a first line, plain or gz.</summary>
internal sealed class WordVectorTextTarget : IFuzzTarget
{
    private static readonly byte[] s_stated = Encoding.UTF8.GetBytes("3 2\nthe 1 -2.5\ngröße 1e-30 0.1 \n. . 3 4\r\n"), s_plain = Encoding.UTF8.GetBytes("the 1 2 3\nof 4 5 6");

    public string Name => "word-vectors";

    public string FileName => "vectors.txt";

    public IReadOnlyList<Type> Covers => [typeof(WordVectorText), typeof(TextLines)];

    public IReadOnlyList<Type> Refusals => [typeof(DataException)];

    public IReadOnlyList<byte[]> Seeds { get; } = [s_stated, s_plain, Pictures.Gzip(s_stated)];

    public IReadOnlyList<string> Words => [" ", "\n", "1e38", "NaN", "-", "3 2\n", "1 65536\n", "9999999999 2\n", "\0", "1 1 1 1 1 1 1 1"];

    // The line before the first may state up to 65,536 numbers.
    public long Budget(int length) => SourceReading.ChunkBytes + (1 << 20) + (512L * length);

    public byte[] Change(byte[] seed, Random random, Mutator mutator) => SourceReading.ChangePacked(seed, random, mutator, content => content);

    public void Read(string path)
    {
        WordVectors read = WordVectorFolder.Load(path);
        if (read.Rows.Length != read.Vocabulary.Size * read.Dimension) throw new InvalidOperationException("Rows and words do not fit.");
    }
}
