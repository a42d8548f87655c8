using Autodidact.Data;
using Autodidact.Data.Text;
using Autodidact.Data.Text.ByteBpe;
using Autodidact.Data.Text.WordPiece;
using Autodidact.Tests.Support;
using Xunit;

namespace Autodidact.Tests.Data.Text;

public sealed class TokenizerFilesTests : IDisposable
{
    private const string Bert = """
        {"version": "1.0", "truncation": {"max_length": 128}, "padding": null,
         "added_tokens": [{"id": 0, "content": "[UNK]", "special": true, "normalized": false}, {"id": 1, "content": "[CLS]", "special": true, "normalized": false},
                          {"id": 2, "content": "[SEP]", "special": true, "normalized": false}, {"id": 5, "content": "new", "special": false, "normalized": false, "single_word": true}],
         "normalizer": {"type": "BertNormalizer", "clean_text": true, "handle_chinese_chars": true, "strip_accents": null, "lowercase": false},
         "pre_tokenizer": {"type": "BertPreTokenizer"},
         "post_processor": {"type": "TemplateProcessing", "single": [{"SpecialToken": {"id": "[CLS]", "type_id": 0}}, {"Sequence": {"id": "A", "type_id": 0}}, {"SpecialToken": {"id": "[SEP]", "type_id": 0}}],
                            "pair": [], "special_tokens": {"[CLS]": {"id": "[CLS]", "ids": [1], "tokens": ["[CLS]"]}, "[SEP]": {"id": "[SEP]", "ids": [2], "tokens": ["[SEP]"]}}},
         "decoder": {"type": "WordPiece", "prefix": "##", "cleanup": false},
         "model": {"type": "WordPiece", "unk_token": "[UNK]", "continuing_subword_prefix": "##", "max_input_chars_per_word": 3, "vocab": {"[UNK]": 0, "[CLS]": 1, "[SEP]": 2, "É": 3, "##a": 4}}}
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_vocab_txt_is_WordPiece()
    {
        Write("vocab.txt", "[PAD]\r\n[UNK]\r\n[CLS]\r\n[SEP]\r\n[MASK]\r\ncafe\r\n##s\r\n");
        Tokenizer tokenizer = Tokenizer.Load(_folder["vocab.txt"]);
        Assert.Equal("[CLS] cafe ##s [SEP]", tokenizer.Spell("CAFÉS", addSpecial: true));
        Assert.Equal((7, 0, 4), (tokenizer.Vocabulary.Size, tokenizer.Special.Padding, tokenizer.Special.Mask));
        Assert.Equal("wordpiece, 7 tokens", Tokenizer.Load(_folder.Path).ToString());
    }

    [Fact]
    public void Settings_beside_a_vocab_txt_are_read()
    {
        Write("vocab.txt", "[UNK]\nCafé\n");
        Write("tokenizer_config.json", """{"do_lower_case": false}""");
        Assert.Equal("Café", Tokenizer.Load(_folder.Path).Spell("Café"));
    }

    [Fact]
    public void A_vocab_json_with_merges_is_byte_level_BPE()
    {
        WriteByteLevel("<|endoftext|>");
        Tokenizer tokenizer = Tokenizer.Load(_folder["vocab.json"]);
        Assert.Equal("th e <|endoftext|>", tokenizer.Spell("the<|endoftext|>", addSpecial: true));
        Assert.Equal("th e", Tokenizer.Load(_folder["merges.txt"]).Spell("the"));
    }

    [Fact]
    public void With_RoBERTas_tokens_it_is_RoBERTas()
    {
        WriteByteLevel("<s>", "</s>", "<mask>");
        Write("tokenizer_config.json", """{"add_prefix_space": true}""");
        ByteBpeTokenizer tokenizer = Assert.IsType<ByteBpeTokenizer>(Tokenizer.Load(_folder.Path));
        Assert.Equal("<s> Ġ th e <mask> </s>", tokenizer.Spell("the <mask>", addSpecial: true));
        Assert.Equal(new ByteBpeOptions { AddsSpace = true, TrimsRanges = true }, tokenizer.Options);
    }

    [Fact]
    public void A_tokenizer_json_says_everything()
    {
        Write("tokenizer.json", Bert);
        WordPieceTokenizer tokenizer = Assert.IsType<WordPieceTokenizer>(Tokenizer.Load(_folder.Path));
        Assert.Equal("[CLS] É ##a [UNK] new [UNK] [SEP]", tokenizer.Spell("Éa Éaaa new newa", addSpecial: true));
        Assert.Equal(6, tokenizer.Vocabulary.Size);
        Assert.Equal("new", tokenizer.Decode([1, 5, 2]));
    }

    [Theory]
    [InlineData("\"type\": \"WordPiece\", \"unk", "\"type\": \"Unigram\", \"unk", "model.type is \"Unigram\"; allowed: BPE (byte-level) and WordPiece")]
    [InlineData("\"BertPreTokenizer\"", "\"Metaspace\"", "pre_tokenizer.type is \"Metaspace\"; allowed: BertPreTokenizer")]
    [InlineData("\"BertNormalizer\"", "\"NFC\"", "normalizer.type is \"NFC\"; allowed: BertNormalizer")]
    [InlineData("\"TemplateProcessing\"", "\"Sequence\"", "post_processor.type is \"Sequence\"")]
    [InlineData("\"type\": \"WordPiece\", \"unk", "\"type\": \"BPE\", \"unk", "normalizer is {")]
    [InlineData("\"clean_text\": true", "\"clean_text\": 1", "normalizer.clean_text is 1; allowed: true or false")]
    [InlineData("\"##a\": 4", "\"##a\": -4", "model.vocab.##a is -4; allowed: 0 to 16,777,215")]
    [InlineData("\"ids\": [1]", "\"ids\": [77]", "The number 77 is put around texts and is not in the vocabulary")]
    [InlineData("\"unk_token\": \"[UNK]\"", "\"unk_token\": \"<unk>\"", "no '<unk>'")]
    [InlineData("\"special\": false, \"normalized\": false", "\"special\": false, \"normalized\": true", "added_tokens[3].normalized is true; allowed: false for the added token 'new'")]
    [InlineData("\"version\"", "version", "is not good JSON")]
    [InlineData("\"É\"", "\"\\ud800\"", "is not good JSON")]
    public void What_is_not_known_is_refused_by_name(string good, string bad, string said)
    {
        Assert.Contains(good, Bert, StringComparison.Ordinal);
        Write("tokenizer.json", Bert.Replace(good, bad, StringComparison.Ordinal));
        Assert.Contains(said, Assert.Throws<DataException>(() => Tokenizer.Load(_folder.Path)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("dropout", "0.1", "model.dropout is 0.1")]
    [InlineData("byte_fallback", "true", "model.byte_fallback is true; allowed: false")]
    [InlineData("end_of_word_suffix", "\"</w>\"", "model.end_of_word_suffix is \"</w>\"")]
    [InlineData("ignore_merges", "true", "model.ignore_merges is true")]
    public void Settings_of_other_BPE_are_refused(string name, string value, string said)
    {
        TinyTokenizers.ByteBpe("t h").Save(_folder["tokenizer.json"]);
        string json = File.ReadAllText(_folder["tokenizer.json"]);
        string[] lines = [.. json.Split('\n').Where(line => !line.Contains($"\"{name}\"", StringComparison.Ordinal))];
        Write("tokenizer.json", string.Join('\n', lines).Replace("\"fuse_unk\": false", $"\"fuse_unk\": false, \"{name}\": {value}", StringComparison.Ordinal));
        Assert.Contains(said, Assert.Throws<DataException>(() => Tokenizer.Load(_folder.Path)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("t h\nx\n", "line 2: 'x'; allowed: two tokens with one space between them")]
    [InlineData("#version: 0.2\nt zz\n", "'zz', half of a merge, is not in the vocabulary")]
    [InlineData("t e\n", "'te', a merge, is not in the vocabulary")]
    public void Merges_that_cannot_be_are_refused(string merges, string said)
    {
        WriteByteLevel();
        Write("merges.txt", merges);
        Assert.Contains(said, Assert.Throws<DataException>(() => Tokenizer.Load(_folder.Path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_missing_is_named()
    {
        Assert.Contains("holds no tokenizer; allowed: a folder with a tokenizer.json", Assert.Throws<DataException>(() => Tokenizer.Load(_folder.Path)).Message, StringComparison.Ordinal);
        Assert.Contains("There is no file or folder", Assert.Throws<DataException>(() => Tokenizer.Load(_folder["no.json"])).Message, StringComparison.Ordinal);
        Write("vocab.json", "{}");
        Assert.Contains("no merges.txt beside it", Assert.Throws<DataException>(() => Tokenizer.Load(_folder["vocab.json"])).Message, StringComparison.Ordinal);
        Write("vocab.txt", "a\nb\n");
        Assert.Contains("has no '[UNK]'", Assert.Throws<DataException>(() => Tokenizer.Load(_folder["vocab.txt"])).Message, StringComparison.Ordinal);
        File.WriteAllBytes(_folder["vocab.txt"], [(byte)'a', 0xFF]);
        Assert.Contains("byte 1: not UTF-8", Assert.Throws<DataException>(() => Tokenizer.Load(_folder["vocab.txt"])).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, true)]
    public void Byte_level_BPE_is_written_and_read_again(bool addsSpace, bool trims)
    {
        ByteBpeTokenizer trained = ByteBpeTrainer.Train(["the cat, the hat; é 😀 \"quotes\" \\ \u0001", "a hat"], new ByteBpeTrainerOptions { Text = new() { AddsSpace = addsSpace, TrimsRanges = trims } });
        trained.Save(_folder.Path);
        ByteBpeTokenizer read = Assert.IsType<ByteBpeTokenizer>(Tokenizer.Load(_folder.Path));
        Assert.Equal(trained.Merges, read.Merges);
        Assert.Equal(trained.Options, read.Options);
        AssertSame(trained, read, "the hats <mask> at 😀!");
    }

    [Fact]
    public void WordPiece_is_written_and_read_again()
    {
        WordPieceOptions options = new() { Text = new BertTextOptions { LowerCase = false, StripAccents = true }, LongestWord = 20, TidiesDecoded = false };
        WordPieceTokenizer trained = WordPieceTrainer.Train(["the cat, the hat; é 漢字 \"quotes\" \\", "a hat"], new WordPieceTrainerOptions { Text = options });
        trained.Save(_folder["my.json"]);
        WordPieceTokenizer read = Assert.IsType<WordPieceTokenizer>(Tokenizer.Load(_folder["my.json"]));
        Assert.Equal(trained.Options, read.Options);
        AssertSame(trained, read, "the hats é [MASK] 漢!");
    }

    private static void AssertSame(Tokenizer expected, Tokenizer actual, string text)
    {
        Assert.Equal(expected.Vocabulary.Tokens, actual.Vocabulary.Tokens);
        Assert.Equal(expected.Special.All.OrderBy(token => token.Id), actual.Special.All);
        Assert.Equal(expected.Encode(text).Ids, actual.Encode(text).Ids);
        Assert.Equal(expected.Encode(text).Ranges, actual.Encode(text).Ranges);
    }

    private void WriteByteLevel(params string[] more)
    {
        string[] tokens = [.. ByteAlphabet.Sorted.Select(unit => unit.ToString()), "th", .. more];
        Write("vocab.json", System.Text.Json.JsonSerializer.Serialize(tokens.Select((token, id) => (token, id)).ToDictionary(pair => pair.token, pair => pair.id)));
        Write("merges.txt", "#version: 0.2\nt h\n");
    }

    private void Write(string name, string text) => File.WriteAllText(_folder[name], text);
}
