using System.Text;
using Autodidact.Data;
using Autodidact.Data.Text.Words;
using Autodidact.Models.Words;

namespace Autodidact.Tests.Fuzzing.Targets;

/// <summary>The words beside good vectors.</summary>
internal sealed class WordCountsTarget : IFuzzTarget
{
    private static readonly WordVectors s_vectors = new(new WordVocabulary(["the", "größe", "x"], [5, 3, 1]), 2, [1, 2, 3, 4, 5, 6]);

    public string Name => "word-counts";

    public string FileName => WordVectorFolder.Vocabulary;

    public IReadOnlyList<Type> Covers => [typeof(WordVectorFolder), typeof(WordCounts)];

    public IReadOnlyList<Type> Refusals => [typeof(DataException)];

    public IReadOnlyList<byte[]> Seeds { get; } = [Encoding.UTF8.GetBytes("the\t5\ngröße\t3\nx\t1\n")];

    public IReadOnlyList<string> Words => ["\t", "\n", "the\t5\n", "9223372036854775808", "-1", "\0", " "];

    public long Budget(int length) => (1 << 20) + (512L * length);

    public void Prepare(string folder) => WordVectorFolder.Write(folder, s_vectors);

    public void Read(string path) => WordVectorFolder.Load(Path.GetDirectoryName(path)!);
}
