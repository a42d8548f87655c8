using System.Text.Encodings.Web;
using System.Text.Json;
using Autodidact.Data.Text.ByteBpe;
using Autodidact.Data.Text.WordPiece;
using Autodidact.Engine.Serialization;

namespace Autodidact.Data.Text.Files;

/// <summary>Writes a tokenizer as the <c>tokenizer.json</c> that Hugging Face's tokenizers read.</summary>
internal static class TokenizerJsonWriter
{
    // Nothing of it is shown in a page, and vocabularies are easier to look through without escapes.
    private static readonly JsonWriterOptions s_options = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Write(Tokenizer tokenizer, string path) => AtomicFile.Write(path, stream => Write(tokenizer, stream));

    public static void Write(Tokenizer tokenizer, Stream stream)
    {
        using Utf8JsonWriter json = new(stream, s_options);
        json.WriteStartObject();
        json.WriteString("version", "1.0");
        json.WriteNull("truncation");
        json.WriteNull("padding");
        WriteAdded(json, tokenizer.Special);
        if (tokenizer is WordPieceTokenizer wordPiece) WriteWordPiece(json, wordPiece);
        else WriteByteBpe(json, (ByteBpeTokenizer)tokenizer);
        json.WriteEndObject();
    }

    private static void WriteAdded(Utf8JsonWriter json, SpecialTokens special)
    {
        json.WriteStartArray("added_tokens");
        foreach (SpecialToken token in special.All.OrderBy(token => token.Id))
        {
            json.WriteStartObject();
            json.WriteNumber("id", token.Id);
            json.WriteString("content", token.Content);
            json.WriteBoolean("single_word", token.IsSingleWord);
            json.WriteBoolean("lstrip", token.StripsLeft);
            json.WriteBoolean("rstrip", token.StripsRight);
            json.WriteBoolean("normalized", false);
            json.WriteBoolean("special", token.IsSpecial);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void WriteWordPiece(Utf8JsonWriter json, WordPieceTokenizer tokenizer)
    {
        BertTextOptions text = tokenizer.Options.Text;
        StartPart(json, "normalizer", "BertNormalizer");
        json.WriteBoolean("clean_text", text.CleanText);
        json.WriteBoolean("handle_chinese_chars", text.SeparateChinese);
        if (text.StripAccents is { } strips) json.WriteBoolean("strip_accents", strips);
        else json.WriteNull("strip_accents");
        json.WriteBoolean("lowercase", text.LowerCase);
        json.WriteEndObject();
        StartPart(json, "pre_tokenizer", "BertPreTokenizer");
        json.WriteEndObject();
        WriteTemplate(json, tokenizer);
        StartPart(json, "decoder", "WordPiece");
        json.WriteString("prefix", tokenizer.Options.Continuation);
        json.WriteBoolean("cleanup", tokenizer.Options.TidiesDecoded);
        json.WriteEndObject();
        StartPart(json, "model", "WordPiece");
        json.WriteString("unk_token", tokenizer.Options.Unknown);
        json.WriteString("continuing_subword_prefix", tokenizer.Options.Continuation);
        json.WriteNumber("max_input_chars_per_word", tokenizer.Options.LongestWord);
        WriteVocabulary(json, tokenizer.Vocabulary);
        json.WriteEndObject();
    }

    private static void WriteByteBpe(Utf8JsonWriter json, ByteBpeTokenizer tokenizer)
    {
        json.WriteNull("normalizer");
        WriteByteLevel(json, "pre_tokenizer", tokenizer.Options.AddsSpace, trims: true);
        if (!tokenizer.Options.TrimsRanges) WriteTemplate(json, tokenizer);
        else if (tokenizer.Special is { Prefix: [int start], Suffix: [int end] })
        {
            StartPart(json, "post_processor", "RobertaProcessing");
            WritePair(json, "sep", tokenizer, end);
            WritePair(json, "cls", tokenizer, start);
            json.WriteBoolean("trim_offsets", true);
            json.WriteBoolean("add_prefix_space", tokenizer.Options.AddsSpace);
            json.WriteEndObject();
        }
        else if (tokenizer.Special is { Prefix: [], Suffix: [] }) WriteByteLevel(json, "post_processor", tokenizer.Options.AddsSpace, trims: true);
        else throw new InvalidOperationException("A tokenizer that trims ranges is written with one token before and one behind a text, or with none.");
        WriteByteLevel(json, "decoder", tokenizer.Options.AddsSpace, trims: true);
        StartPart(json, "model", "BPE");
        foreach (string name in (string[])["dropout", "unk_token", "continuing_subword_prefix", "end_of_word_suffix"]) json.WriteNull(name);
        json.WriteBoolean("fuse_unk", false);
        json.WriteBoolean("byte_fallback", false);
        WriteVocabulary(json, tokenizer.Vocabulary);
        json.WriteStartArray("merges");
        // The older of the two forms is read by all releases.
        foreach ((string left, string right) in tokenizer.Merges) json.WriteStringValue($"{left} {right}");
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteByteLevel(Utf8JsonWriter json, string part, bool addsSpace, bool trims)
    {
        StartPart(json, part, "ByteLevel");
        json.WriteBoolean("add_prefix_space", addsSpace);
        json.WriteBoolean("trim_offsets", trims);
        json.WriteBoolean("use_regex", true);
        json.WriteEndObject();
    }

    private static void WriteTemplate(Utf8JsonWriter json, Tokenizer tokenizer)
    {
        SpecialTokens special = tokenizer.Special;
        if (special.Prefix.Count + special.Suffix.Count == 0)
        {
            json.WriteNull("post_processor");
            return;
        }
        StartPart(json, "post_processor", "TemplateProcessing");
        json.WriteStartArray("single");
        WriteTemplate(json, tokenizer, "A", 0, special.Prefix);
        json.WriteEndArray();
        // The second text of a pair goes on behind the first, as BERT's does.
        json.WriteStartArray("pair");
        WriteTemplate(json, tokenizer, "A", 0, special.Prefix);
        WriteTemplate(json, tokenizer, "B", 1, []);
        json.WriteEndArray();
        json.WriteStartObject("special_tokens");
        foreach (int id in special.Prefix.Concat(special.Suffix).Distinct())
        {
            string name = NameOf(tokenizer, id);
            json.WriteStartObject(name);
            json.WriteString("id", name);
            json.WriteStartArray("ids");
            json.WriteNumberValue(id);
            json.WriteEndArray();
            json.WriteStartArray("tokens");
            json.WriteStringValue(name);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteTemplate(Utf8JsonWriter json, Tokenizer tokenizer, string text, int type, IReadOnlyList<int> prefix)
    {
        foreach (int id in prefix) WriteTemplateItem(json, "SpecialToken", NameOf(tokenizer, id), type);
        WriteTemplateItem(json, "Sequence", text, type);
        foreach (int id in tokenizer.Special.Suffix) WriteTemplateItem(json, "SpecialToken", NameOf(tokenizer, id), type);
    }

    private static void WriteTemplateItem(Utf8JsonWriter json, string kind, string id, int type)
    {
        json.WriteStartObject();
        json.WriteStartObject(kind);
        json.WriteString("id", id);
        json.WriteNumber("type_id", type);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WritePair(Utf8JsonWriter json, string name, Tokenizer tokenizer, int id)
    {
        json.WriteStartArray(name);
        json.WriteStringValue(NameOf(tokenizer, id));
        json.WriteNumberValue(id);
        json.WriteEndArray();
    }

    private static void WriteVocabulary(Utf8JsonWriter json, Vocabulary vocabulary)
    {
        json.WriteStartObject("vocab");
        foreach ((string token, int id) in vocabulary.Tokens)
            if (vocabulary.Find(token) == id) json.WriteNumber(token, id);
        json.WriteEndObject();
    }

    private static void StartPart(Utf8JsonWriter json, string name, string type)
    {
        json.WriteStartObject(name);
        json.WriteString("type", type);
    }

    // The constructor of a tokenizer makes sure of it.
    private static string NameOf(Tokenizer tokenizer, int id) => tokenizer.Vocabulary.TryGetToken(id, out string? name) ? name : "";
}
