using System.IO.Compression;
using Autodidact.Data;
using Autodidact.Data.Text.Words;
using Autodidact.Models.Words;
using Autodidact.Tests.Support;
using Xunit;

namespace Autodidact.Tests.Models.Words;

/// <summary>Word vectors as files: what is written is read again, and what is broken is said.</summary>
public sealed class WordVectorFilesTests : IDisposable
{
    private static readonly float[] s_rows = [1, -2.5f, 1e-30f, 0.1f, 3.4028235e38f, float.Epsilon], s_contexts = [0, 1, 2, 3, 4, 5];
    private static readonly WordVectors s_vectors = new(new WordVocabulary(["the", "größe", "漢字"], [5, 3, 1]), 2, s_rows, s_contexts);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_folder_reads_back_bit_for_bit()
    {
        WordVectorFolder.Write(_folder["v"], s_vectors);
        WordVectors read = WordVectorFolder.Load(_folder["v"]);
        Assert.Equal(s_vectors.Vocabulary.Words, read.Vocabulary.Words);
        Assert.Equal(s_vectors.Vocabulary.Counts, read.Vocabulary.Counts);
        Assert.Equal(s_rows, read.Rows.ToArray());
        Assert.Equal(s_contexts, read.Contexts!.Value.ToArray());
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void Text_reads_back_bit_for_bit_with_and_without_its_first_line_packed_or_not(bool withoutHeader, bool packed)
    {
        WordVectorText.Write(_folder["v.txt"], s_vectors);
        string text = File.ReadAllText(_folder["v.txt"]);
        Assert.StartsWith("3 2\nthe 1 -2.5\n", text, StringComparison.Ordinal);
        if (withoutHeader) File.WriteAllText(_folder["v.txt"], text[(text.IndexOf('\n', StringComparison.Ordinal) + 1)..]);
        if (packed)
        {
            using GZipStream gzip = new(File.Create(_folder["v.txt"]), CompressionMode.Compress);
            gzip.Write(System.Text.Encoding.UTF8.GetBytes(text));
        }
        WordVectors read = WordVectorFolder.Load(_folder["v.txt"]);
        Assert.Equal(s_vectors.Vocabulary.Words, read.Vocabulary.Words);
        Assert.Equal(s_rows, read.Rows.ToArray());
        Assert.Null(read.Contexts);
    }

    [Fact]
    public void What_other_programs_write_is_read()
    {
        // The authors' program leaves a space at the end of the line; some published words hold spaces, and some come twice.
        File.WriteAllText(_folder["v.txt"], "4 2\r\n</s> 1 2 \r\n. . 3 4\r\na 5 6\r\na 7 8\r\n");
        WordVectors read = WordVectorFolder.Load(_folder["v.txt"]);
        Assert.Equal(["</s>", ". .", "a"], read.Vocabulary.Words);
        Assert.Equal([5f, 6f], read[2].ToArray());
    }

    [Theory]
    [InlineData("", "holds no word vectors")]
    [InlineData("2 2\n", "holds no word vectors")]
    [InlineData("2 2\na 1 2\n", "states 2 words and holds 1")]
    [InlineData("2 2\na 1 2\nb 1\n", "line 3: it has a word and 1 numbers")]
    [InlineData("2 2\na 1 x\nb 1 2\n", "line 2: 'x' is no finite number")]
    [InlineData("1 2\na 1 NaN\n", "line 2: 'NaN' is no finite number")]
    [InlineData("1 2\na 1 1e999\n", "no finite number")]
    [InlineData("1 2000000000\na 1 2\n", "states 2,000,000,000 numbers")]
    [InlineData("1 2\n\u00ff 1 2\n", null)]
    public void A_broken_text_is_refused_with_its_line(string text, string? said)
    {
        File.WriteAllBytes(_folder["v.txt"], System.Text.Encoding.Latin1.GetBytes(text));
        Assert.Contains(said ?? "line 2: it is not valid UTF-8", Assert.Throws<DataException>(() => WordVectorFolder.Load(_folder["v.txt"])).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("the\t5\n", "[3, 2]")]
    [InlineData("the\t5\nthe\t3\nb\t1\n", "line 2: the word 'the' has come before")]
    [InlineData("the 5\n", "line 1: it is no word with its count")]
    public void Words_that_do_not_fit_the_vectors_are_refused(string vocabulary, string said)
    {
        WordVectorFolder.Write(_folder["v"], s_vectors);
        File.WriteAllText(_folder["v/vocabulary.tsv"], vocabulary);
        Assert.Contains(said, Assert.Throws<DataException>(() => WordVectorFolder.Load(_folder["v"])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_changed_byte_and_a_missing_file_are_noticed()
    {
        WordVectorFolder.Write(_folder["v"], s_vectors);
        byte[] bytes = File.ReadAllBytes(_folder["v/vectors.safetensors"]);
        bytes[^1] ^= 1;
        File.WriteAllBytes(_folder["v/vectors.safetensors"], bytes);
        Assert.Contains("checksum", Assert.Throws<DataException>(() => WordVectorFolder.Load(_folder["v"])).Message, StringComparison.Ordinal);
        File.Delete(_folder["v/vocabulary.tsv"]);
        Assert.Contains("vocabulary.tsv", Assert.Throws<DataException>(() => WordVectorFolder.Load(_folder["v"])).Message, StringComparison.Ordinal);
        Assert.Throws<DataException>(() => WordVectorFolder.Load(_folder["nothing"]));
    }

    [Fact]
    public void Neighbours_come_by_their_cosines()
    {
        WordVectors vectors = new(new WordVocabulary(["a", "b", "c", "zero"]), 2, [1, 0, 3, 3, -1, 0, 0, 0]);
        IReadOnlyList<WordNeighbour> near = vectors.Nearest(0, 10);
        Assert.Equal(["b", "zero", "c"], near.Select(word => word.Word));
        Assert.Equal(Math.Sqrt(0.5), near[0].Cosine, 6);
        Assert.Equal([0, -1], near.Skip(1).Select(word => word.Cosine));
        Assert.Single(vectors.Nearest(0, 1));
    }
}
