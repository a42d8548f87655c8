using Autodidact.Embeddings;
using Autodidact.Engine.Serialization;
using Autodidact.Tests.Support;
using Xunit;

namespace Autodidact.Tests.Embeddings;

public sealed class EmbeddingFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Features_of_other_programs_are_read_without_ids()
    {
        NumpyFile.Write<double>(_folder["a.npy"], [1, 2, 3, 4, 5, 6], 3, 2);
        EmbeddingRows rows = EmbeddingFile.Open(_folder["a.npy"]).Read();
        Assert.Equal([1f, 2, 3, 4, 5, 6], rows.Values);
        Assert.Equal(["000000", "000001", "000002"], rows.Ids);
        Assert.Equal([-1, -1, -1], rows.Labels);
        Assert.Null(rows.Classes);
        Assert.Equal([3f, 4], rows[1].ToArray());
    }

    [Fact]
    public void Lines_may_have_more_in_them_and_numbers_that_are_none()
    {
        File.WriteAllText(_folder["a.jsonl"], "{\"embedding\": [1e-3, null], \"id\": \"größer\", \"more\": [{\"id\": 3}], \"label\": 2, \"class\": \"cat\"}\r\n\n{\"embedding\":[3,4]}");
        EmbeddingRows rows = EmbeddingFile.Open(_folder["a.jsonl"]).Read();
        Assert.Equal([0.001f, float.NaN, 3, 4], rows.Values);
        Assert.Equal(["größer", "3"], rows.Ids);
        Assert.Equal([2, -1], rows.Labels);
        Assert.Equal(["0", "1", "cat"], rows.Classes);
    }

    [Theory]
    [InlineData("{\"id\": \"a\"}", "no \"embedding\"")]
    [InlineData("{\"embedding\": [1, 2]}\n{\"embedding\": [1]}", "line 2 has 1 numbers")]
    [InlineData("{\"embedding\": [1, \"2\"]}", "line 1 has an embedding")]
    [InlineData("{\"embedding\": [1e99]}", "line 1 has an embedding")]
    [InlineData("{\"embedding\": [1]} {}", "line 1 is no JSON")]
    [InlineData("{\"embedding\": [1], \"label\": -2}", "line 1 has label -2")]
    [InlineData("{\"embedding\": [1], \"label\": 1.5}", "no whole number")]
    [InlineData("{\"embedding\": [1], \"label\": 1, \"class\": \"a\"}\n{\"embedding\": [1], \"label\": 1, \"class\": \"b\"}", "line 2 has class 1 is 'b'")]
    public void Lines_that_are_wrong_are_named(string lines, string said)
    {
        File.WriteAllText(_folder["a.jsonl"], lines);
        Assert.Contains(said, Assert.Throws<InvalidDataException>(() => EmbeddingFile.Open(_folder["a.jsonl"]).Read()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_does_not_fit_together_is_refused()
    {
        NumpyFile.Write<float>(_folder["a.npy"], [1, 2, 3, 4], 2, 2);
        File.WriteAllText(_folder["a.ids.jsonl"], "{\"id\": \"one\"}\n");
        Assert.Contains("1 lines", Message("a.npy"), StringComparison.Ordinal);
        NumpyFile.Write<int>(_folder["b.npy"], [1, 2], 1, 2);
        Assert.Contains("floating-point", Message("b.npy"), StringComparison.Ordinal);
        NumpyFile.Write<float>(_folder["c.npy"], [1, 2], 2);
        Assert.Contains("(rows, dimension)", Message("c.npy"), StringComparison.Ordinal);
        Assert.Throws<FileNotFoundException>(() => EmbeddingFile.Open(_folder["none.npy"]));
        Assert.Throws<ArgumentException>(() => EmbeddingFile.Open(_folder["a.txt"]));
    }

    private string Message(string name) => Assert.Throws<InvalidDataException>(() => EmbeddingFile.Open(_folder[name])).Message;
}
