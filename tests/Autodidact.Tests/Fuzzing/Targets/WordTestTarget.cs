using System.Text;
using Autodidact.Data;
using Autodidact.Evaluation.Words;
using Autodidact.Tests.Data;

namespace Autodidact.Tests.Fuzzing.Targets;

/// <summary>Pairs of words with scores, and analogies, plain or gz.</summary>
internal sealed class WordTestTarget : IFuzzTarget
{
    private static readonly byte[] s_pairs = Encoding.UTF8.GetBytes("# Word 1\tWord 2\nlove\tsex\t6.77\ngröße\tmaß\t1e1\n"), s_simlex = Encoding.UTF8.GetBytes("word1\tword2\tPOS\tSimLex999\tSD(SimLex)\nold\tnew\tA\t1.58\t0.41\n"), s_analogies = Encoding.UTF8.GetBytes(": family\nboy girl brother sister\n\n: gram1\na b c d\n");

    public string Name => "word-tests";

    public string FileName => "tests.txt";

    public IReadOnlyList<Type> Covers => [typeof(WordTest)];

    public IReadOnlyList<Type> Refusals => [typeof(DataException)];

    public IReadOnlyList<byte[]> Seeds { get; } = [s_pairs, s_simlex, s_analogies, Pictures.Gzip(s_analogies)];

    public IReadOnlyList<string> Words => ["\t", "\n", ":", ": x\n", "#", "a\tb\t1\n", "a b c d\n", "1e999", "\0"];

    public long Budget(int length) => SourceReading.ChunkBytes + (1 << 18) + (256L * length);

    public byte[] Change(byte[] seed, Random random, Mutator mutator) => SourceReading.ChangePacked(seed, random, mutator, content => content);

    public void Read(string path) => WordTest.Open(path);
}
