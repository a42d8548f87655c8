using System.Text;
using Autodidact.Data;
using Autodidact.Data.Text;
using Autodidact.Tests.Support;
using Xunit;

namespace Autodidact.Tests.Data.Text;

public sealed class TextSourceTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("one\ntwo\n\n \nthree")]
    [InlineData("one\r\ntwo\r\n\r\nthree\r\n")]
    [InlineData("\uFEFFone\ntwo\nthree\n")]
    public void Lines_are_texts_and_blank_ones_are_none(string content)
    {
        TextSource source = Open("book.txt", content);
        Assert.Equal(["one", "two", "three"], Texts(source));
        Assert.Equal(("text", 3, null, 0L), (source.Kind, source.Count, source.Classes, source.BrokenCount));
        Assert.Equal("book.txt:2", source.Id(1));
        Assert.Equal(new Document("two", null, "book.txt:2"), source.Read(1));
    }

    [Fact]
    public void Paragraphs_end_with_a_blank_line()
    {
        TextSource source = Open("book.txt", "\n\n one\ntwo \n \n\nthree\n\n", "?unit=paragraph");
        Assert.Equal(["one\ntwo", "three"], Texts(source));
    }

    [Fact]
    public void Columns_with_a_header_are_found_by_their_names()
    {
        TextSource source = Open("reviews.tsv", "id\tLabel\ttext\n1\tgood\t\"so\" so\n2\tbad\tno\n3\t-1\tunknown\n4\t\tas well\n");
        Assert.Equal(["\"so\" so", "no", "unknown", "as well"], Texts(source));
        Assert.Equal(["bad", "good"], source.Classes);
        Assert.Equal([1, 0, null, null], Enumerable.Range(0, 4).Select(source.Label));
        Assert.Equal([new Document("no", "bad", "reviews.tsv:3")], [source.Read(1)]);
        Assert.Contains("3 columns, with a header; the text is column 3, the label column 2.", source.Notes[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Columns_without_a_header_are_said_by_number()
    {
        TextSource source = Open("reviews.tsv", "a fine film\t1\nno\t0\nwell\t10\nso so\t2\n", "?text=1,label=2");
        Assert.Equal(4, source.Count);
        // Numbers are put in order by their values.
        Assert.Equal(["0", "1", "2", "10"], source.Classes);
        Assert.Null(TextSources.Open(_folder["reviews.tsv"]).Classes);
    }

    [Fact]
    public void Without_a_word_the_longest_column_is_the_text() =>
        Assert.Equal(["a long sentence", "another one"], Texts(Open("x.tsv", "7\ta long sentence\tx\n8\tanother one\ty\n")));

    [Fact]
    public void Quotes_of_csv_hide_commas_line_ends_and_quotes()
    {
        TextSource source = Open("x.csv", "text,label\r\n\"one, \"\"two\"\"\nthree\",a\r\nfour,\"b\"\r\nit's 5\" long,a\r\n");
        Assert.Equal(["one, \"two\"\nthree", "four", "it's 5\" long"], Texts(source));
        Assert.Equal(["x.csv:2", "x.csv:4", "x.csv:5"], Enumerable.Range(0, 3).Select(source.Id));
        Assert.Equal(["a", "b"], source.Classes);
    }

    [Fact]
    public void Json_lines_have_the_text_in_a_field()
    {
        TextSource source = Open("x.jsonl", "{\"id\": 1, \"text\": \"one\\n\\u00e9\", \"label\": 3, \"more\": {\"text\": [1]}}\n\n{\"label\": true, \"text\": \"two\"}\n{\"content\": \"three\", \"label\": null}");
        Assert.Equal(["one\né", "two", "three"], Texts(source));
        Assert.Equal(["3", "true"], source.Classes);
        Assert.Equal(["one"], Texts(Open("y.jsonl", "{\"text\": \"no\", \"body\": \"one\"}", "?text=body")));
    }

    [Theory]
    [InlineData("x.txt", "good\n\u00FF\u00FEbad\ngood\n", "x.txt:2", "it is not valid UTF-8")]
    [InlineData("x.txt", "good\na\0b\n", "x.txt:2", "it holds a zero byte")]
    [InlineData("x.tsv", "text\tlabel\ngood\t1\nbad\ngood\t2", "x.tsv:3", "it has 1 columns, and the first record 2")]
    [InlineData("x.tsv", "text\tlabel\n \t1\ngood\t1\n", "x.tsv:2", "its text is empty")]
    [InlineData("x.csv", "text,label\ngood,1\n\"bad\"x,1\n", "x.csv:3", "there is text behind a closing quote")]
    [InlineData("x.csv", "text,label\ngood,1\n\"bad,1\ngood,1\n", "x.csv:3", "a quote in it is opened and never closed")]
    [InlineData("x.jsonl", "{\"text\": \"good\"}\n[1]\n", "x.jsonl:2", "it is a JSON list; allowed: an object")]
    [InlineData("x.jsonl", "{\"text\": \"good\"}\n{\"txt\": \"bad\"}\n", "x.jsonl:2", "it has no field 'text' or 'sentence'")]
    [InlineData("x.jsonl", "{\"text\": \"good\"}\n{\"text\": 5}\n", "x.jsonl:2", "its field 'text' is a number; allowed: a text")]
    [InlineData("x.jsonl", "{\"text\": \"good\"}\n{\"text\": \"cut\n", "x.jsonl:2", "it is not good JSON")]
    [InlineData("x.jsonl", "{\"text\": \"good\"}\n{\"text\": \"\\ud800\"}\n", "x.jsonl:2", "half of a surrogate pair")]
    public void Broken_records_are_counted_and_left_out(string name, string content, string id, string reason)
    {
        File.WriteAllBytes(_folder[name], Encoding.Latin1.GetBytes(content));
        TextSource source = TextSources.Open(_folder[name]);
        Assert.All(Texts(source), text => Assert.Equal("good", text));
        Assert.Equal(1, source.BrokenCount);
        Assert.Equal(id, source.Broken[0].Id);
        Assert.Contains(reason, source.Broken[0].Reason, StringComparison.Ordinal);
        Assert.Contains($"1 broken records were left out; the first is {id}", source.Notes[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void What_lies_in_a_file_decides_where_its_name_does_not()
    {
        Assert.Equal("jsonl", Open("a", "{\"text\": \"one\"}\n").Kind);
        Assert.Equal("tsv", Open("b", "one\t1\ntwo\t2\n").Kind);
        Assert.Equal("text", Open("c", "one, 1\ntwo\t, 2\n").Kind);
        Assert.Equal("text", Open("d", "{curly}\n").Kind);
        Assert.Contains("is not a text in UTF-8; allowed: jsonl, csv, tsv, text", Refusal("e", "\0\u0001\u0002"), StringComparison.Ordinal);
        File.WriteAllBytes(_folder["f.txt"], Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes("one\n")).ToArray());
        Assert.Contains("UTF-16; allowed: UTF-8", Assert.Throws<DataException>(() => TextSources.Open(_folder["f.txt"])).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("x.txt", "\n \n", "holds no text, but nothing but blank lines")]
    [InlineData("x.jsonl", "[]\n1\n", "holds no text, but 2 broken records, the first of them x.jsonl:1: it is a JSON list")]
    [InlineData("x.tsv?txt=1", "a\t1\n", "Unknown option 'txt'; allowed: text, label, header, quotes. Did you mean 'text'?")]
    [InlineData("x.tsv?header=maybe,text=", "a\t1\n", "header is 'maybe'; allowed: yes, no. text is empty.")]
    [InlineData("x.txt?unit=page", "a\n", "unit is 'page'; allowed: line, paragraph.")]
    [InlineData("x.tsv?text=3", "a\t1\n", "the column text=3 is not there; allowed: 1 to 2.")]
    [InlineData("x.tsv?text=rewiev", "review\tlabel\na\t1\n", "the column text=rewiev is not there; allowed: 1 to 2, or review, label. Did you mean 'review'?")]
    [InlineData("x.tsv?text=review,header=no", "review\tlabel\na\t1\n", "has no header, as header=no says")]
    public void Mistakes_are_named_with_what_is_allowed(string name, string content, string said) => Assert.Contains(said, Refusal(name, content), StringComparison.Ordinal);

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("tvs:x", "Unknown kind of source 'tvs' in 'tvs:x'; allowed: jsonl, csv, tsv, text. Did you mean 'tsv'?")]
    [InlineData("tsv:/no/such/file", "There is no file or folder /no/such/file.")]
    public void What_is_not_there_is_said(string specification, string said) =>
        Assert.Contains(said, Assert.Throws<DataException>(() => TextSources.Open(specification)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_folder_has_parts()
    {
        Write("train-1.txt", "a\n");
        Write("train-2.txt", "b\n");
        Write("dev.txt", "c\n");
        Write("README.txt", "about\n");
        Write("contest.txt", "d\n");
        TextSource train = TextSources.Open(_folder.Path);
        Assert.Equal(["d", "a", "b"], Texts(train));
        Assert.Equal(["contest.txt:1", "train-1.txt:1", "train-2.txt:1"], Enumerable.Range(0, 3).Select(train.Id));
        Assert.Contains("3 files: contest.txt, train-1.txt, train-2.txt.", train.Notes[0], StringComparison.Ordinal);
        Assert.Equal(["c"], Texts(TextSources.Open(_folder.Path, Split.Test)));
        Assert.Contains("has no test part", Assert.Throws<DataException>(() => TextSources.Open(_folder["dev.txt"], Split.Test)).Message, StringComparison.Ordinal);
        Assert.DoesNotContain(train.Notes, note => note.Contains("left out", StringComparison.Ordinal));
        Write("test.txt", "e\n");
        Assert.Equal(["e"], Texts(TextSources.Open(_folder.Path, Split.Test)));
        foreach (Split split in Enum.GetValues<Split>())
            Assert.Contains(TextSources.Open(_folder.Path, split).Notes, note => note.StartsWith("dev.txt is left out: there are files of a test part", StringComparison.Ordinal));
        Write("x.csv", "a,b\n");
        Assert.Contains("holds files of 2 kinds (text, csv)", Assert.Throws<DataException>(() => TextSources.Open(_folder.Path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Packed_and_plain_files_give_the_same()
    {
        string content = string.Concat(Enumerable.Range(0, 40_000).Select(i => $"sentence number {i} is as long as {new string('x', i % 300)}\n"));
        Write("a.txt", content);
        File.WriteAllBytes(_folder["a.txt.gz"], Pictures.Gzip(Encoding.UTF8.GetBytes(content)));
        TextSource plain = TextSources.Open(_folder["a.txt"]), packed = TextSources.Open(_folder["a.txt.gz"]);
        Assert.Equal(40_000, plain.Count);
        Assert.Equal(plain.Fingerprint, packed.Fingerprint);
        Assert.Equal(content.Split('\n')[..^1], Texts(plain));
        Parallel.For(0, 400, i => Assert.Equal(plain.Read(i * 97).Text, packed.Read(i * 97).Text));
        DataOptions little = new() { MemoryLimit = 1 << 20 };
        Assert.Contains("unpack it with gunzip", Assert.Throws<DataException>(() => TextSources.Open(_folder["a.txt.gz"], options: little)).Message, StringComparison.Ordinal);
        Assert.Equal(40_000, TextSources.Open(_folder["a.txt"], options: little).Count);
    }

    [Fact]
    public void A_record_that_is_too_long_is_broken()
    {
        Write("a.txt", $"one\n{new string('x', 1 << 18)}\ntwo\n");
        TextSource source = TextSources.Open(_folder["a.txt"], options: new DataOptions { FileLimit = 1 << 17 });
        Assert.Equal(["one", "two"], Texts(source));
        Assert.Equal([new BrokenSample("a.txt:2", "it has more than 131,072 bytes")], source.Broken);
        Assert.Equal("a.txt:3", source.Id(1));
    }

    [Fact]
    public void A_file_that_changed_is_noticed()
    {
        TextSource source = Open("a.txt", "one\ntwo\n");
        Write("a.txt", "one\n");
        Assert.Equal("the file has changed since it was opened", Assert.Throws<BadSampleException>(() => source.Read(1)).Reason);
    }

    [Fact]
    public void The_fingerprint_follows_content_and_columns()
    {
        string first = Open("a.tsv", "one\tx\ntwo\ty\n", "?text=1").Fingerprint;
        Assert.Equal(first, Open("b.tsv", "one\tx\ntwo\ty\n", "?text=1").Fingerprint);
        Assert.NotEqual(first, Open("a.tsv", "one\tx\ntwo\ty\n", "?text=2").Fingerprint);
        Assert.NotEqual(first, Open("a.tsv", "one\tx\ntwo\tz\n", "?text=1").Fingerprint);
    }

    [DatasetFact("sst2")]
    public void Sst2_is_read()
    {
        TextSource train = TextSources.Open(Datasets.PathOf("sst2") + "?text=1,label=2");
        Assert.Equal((6_920, 0L), (train.Count, train.BrokenCount));
        Assert.Equal(["0", "1"], train.Classes);
        Assert.StartsWith("a stirring , funny and finally transporting", train.Read(0).Text, StringComparison.Ordinal);
        Assert.Equal(1_821, TextSources.Open(Datasets.PathOf("sst2"), Split.Test).Count);
    }

    [DatasetFact("imdb-subset")]
    public void Imdb_is_read()
    {
        TextSource train = TextSources.Open(Datasets.PathOf("imdb-subset"));
        // 5,000 with labels and 3,000 without, in two files.
        Assert.Equal((8_000, 0L), (train.Count, train.BrokenCount));
        Assert.Equal(5_000, Enumerable.Range(0, train.Count).Count(i => train.Label(i) is not null));
    }

    [DatasetFact("brown")]
    public void Brown_is_read()
    {
        TextSource source = TextSources.Open(Datasets.PathOf("brown") + "?label=2");
        Assert.Equal((57_340, 15, 0L), (source.Count, source.Classes!.Count, source.BrokenCount));
    }

    [DatasetFact("wikitext-2")]
    public void A_tokenizer_learns_from_WikiText()
    {
        TextSource source = TextSources.Open(Datasets.PathOf("wikitext-2/wiki.valid.tokens.gz"));
        string[] texts = Texts(source);
        Autodidact.Data.Text.ByteBpe.ByteBpeTokenizer tokenizer = Autodidact.Data.Text.ByteBpe.ByteBpeTrainer.Train(texts, new() { VocabularySize = 2000 });
        Assert.Equal(2000, tokenizer.Vocabulary.Size);
        Assert.All(texts, text => Assert.Equal(text, tokenizer.Decode(tokenizer.Encode(text, readSpecial: false).Ids)));
        // About three bytes a token at this size; a tokenizer that merges nothing has one.
        Assert.InRange(texts.Sum(text => text.Length) / (double)texts.Sum(text => tokenizer.Encode(text).Count), 2.5, 5);
    }

    private TextSource Open(string name, string content, string options = "")
    {
        Write(name, content);
        return TextSources.Open(_folder[name] + options);
    }

    private string Refusal(string specification, string content)
    {
        Write(specification.Split('?')[0], content);
        return Assert.Throws<DataException>(() => TextSources.Open(_folder[specification])).Message;
    }

    private static string[] Texts(TextSource source) => [.. Enumerable.Range(0, source.Count).Select(i => source.Read(i).Text)];

    private void Write(string name, string content) => File.WriteAllText(_folder[name], content);
}
