using Autodidact.Data.Text.ByteBpe;
using Autodidact.Data.Text.WordPiece;

namespace Autodidact.Data.Text.Files;

/// <summary>
/// Reads the <c>tokenizer.json</c> of Hugging Face's tokenizers: byte-level BPE and BERT's WordPiece. What would change the tokens and is not known
/// is refused by its name; settings of batches (truncation, padding) and of pairs of texts are passed over.
/// </summary>
internal static class TokenizerJsonReader
{
    public static Tokenizer Read(string path, JsonField json)
    {
        JsonField model = json["model"];
        // Files of the first releases do not name the kind of the model.
        string kind = model["type"].TextOrNull() ?? (model["merges"].IsMissing ? "WordPiece" : "BPE");
        try
        {
            return kind switch
            {
                "BPE" => ReadByteBpe(json, model),
                "WordPiece" => ReadWordPiece(json, model),
                _ => throw model["type"].Wrong("BPE (byte-level) and WordPiece"),
            };
        }
        catch (ArgumentException error)
        {
            throw new DataException($"{path}: {error.Message}", error);
        }
    }

    private static ByteBpeTokenizer ReadByteBpe(JsonField json, JsonField model)
    {
        if (!json["normalizer"].IsMissing) throw json["normalizer"].Wrong("null with a BPE model");
        JsonField splitter = json["pre_tokenizer"];
        RequireType(splitter, "ByteLevel");
        splitter["use_regex"].RequireFlag(true);
        if (!json["decoder"].IsMissing) RequireType(json["decoder"], "ByteLevel");
        if (model["dropout"] is { IsMissing: false } dropout) throw dropout.Wrong("null: tokens must not change from one time to the next");
        foreach (string name in (string[])["continuing_subword_prefix", "end_of_word_suffix"])
            if (model[name].TextOrNull() is { Length: > 0 }) throw model[name].Wrong("null with byte-level BPE");
        model["byte_fallback"].RequireFlag(false);
        model["ignore_merges"].RequireFlag(false);

        bool addsSpace = splitter["add_prefix_space"].FlagOrNull() ?? true;
        (List<int> prefix, List<int> suffix, bool trims) = ReadFrame(json["post_processor"]);
        (Vocabulary vocabulary, List<SpecialToken> added) = ReadTokens(json, model, isNormalized: false);
        return new ByteBpeTokenizer(vocabulary, [.. model["merges"].Items().Select(Merge)], new SpecialTokens(added, prefix, suffix), new ByteBpeOptions { AddsSpace = addsSpace, TrimsRanges = trims });
    }

    private static WordPieceTokenizer ReadWordPiece(JsonField json, JsonField model)
    {
        RequireType(json["normalizer"], "BertNormalizer");
        RequireType(json["pre_tokenizer"], "BertPreTokenizer");
        if (!json["decoder"].IsMissing) RequireType(json["decoder"], "WordPiece");
        JsonField normalizer = json["normalizer"];
        WordPieceOptions options = new()
        {
            Text = new BertTextOptions
            {
                CleanText = normalizer["clean_text"].FlagOrNull() ?? true,
                SeparateChinese = normalizer["handle_chinese_chars"].FlagOrNull() ?? true,
                StripAccents = normalizer["strip_accents"].FlagOrNull(),
                LowerCase = normalizer["lowercase"].FlagOrNull() ?? true,
            },
            Unknown = model["unk_token"].TextOrNull() ?? "[UNK]",
            Continuation = model["continuing_subword_prefix"].TextOrNull() ?? "##",
            LongestWord = model["max_input_chars_per_word"].WholeOrNull(least: 1) ?? 100,
            TidiesDecoded = json["decoder"]["cleanup"].FlagOrNull() ?? true,
        };
        (List<int> prefix, List<int> suffix, _) = ReadFrame(json["post_processor"]);
        (Vocabulary vocabulary, List<SpecialToken> added) = ReadTokens(json, model, isNormalized: true);
        return new WordPieceTokenizer(vocabulary, new SpecialTokens(added, prefix, suffix), options);
    }

    private static (Vocabulary Vocabulary, List<SpecialToken> Added) ReadTokens(JsonField json, JsonField model, bool isNormalized)
    {
        Dictionary<string, int> tokens = new(StringComparer.Ordinal);
        foreach ((string token, JsonField id) in model["vocab"].Fields()) tokens[token] = id.Whole();
        List<SpecialToken> added = [];
        foreach (JsonField item in json["added_tokens"].Items())
        {
            string content = item["content"].Text();
            if (isNormalized && item["normalized"].FlagOrNull() == true) throw item["normalized"].Wrong($"false for the added token '{content}': it would be looked for after the text is changed");
            added.Add(new SpecialToken(content, tokens[content] = item["id"].Whole())
            {
                StripsLeft = item["lstrip"].FlagOrNull() ?? false,
                StripsRight = item["rstrip"].FlagOrNull() ?? false,
                IsSingleWord = item["single_word"].FlagOrNull() ?? false,
                IsSpecial = item["special"].FlagOrNull() ?? false,
            });
        }
        return (new Vocabulary(tokens), added);
    }

    /// <summary>What goes around one text, and whether the ranges of tokens leave white space out.</summary>
    private static (List<int> Prefix, List<int> Suffix, bool Trims) ReadFrame(JsonField processor)
    {
        if (processor.IsMissing) return ([], [], false);
        switch (processor["type"].TextOrNull())
        {
            case "ByteLevel":
                return ([], [], processor["trim_offsets"].FlagOrNull() ?? true);
            case "RobertaProcessing":
                return ([IdIn(processor["cls"])], [IdIn(processor["sep"])], processor["trim_offsets"].FlagOrNull() ?? true);
            case "BertProcessing":
                return ([IdIn(processor["cls"])], [IdIn(processor["sep"])], false);
            case "TemplateProcessing":
                return ReadTemplate(processor);
            default:
                throw processor["type"].Wrong("ByteLevel, RobertaProcessing, BertProcessing, TemplateProcessing");
        }
    }

    private static (List<int> Prefix, List<int> Suffix, bool Trims) ReadTemplate(JsonField processor)
    {
        List<int> prefix = [], suffix = [];
        bool hasText = false;
        foreach (JsonField item in processor["single"].Items())
        {
            if (!item["Sequence"].IsMissing)
            {
                if (hasText) throw item.Wrong("the text once");
                hasText = true;
                continue;
            }
            string name = item["SpecialToken"]["id"].Text();
            (hasText ? suffix : prefix).AddRange(processor["special_tokens"][name]["ids"].Items().Select(id => id.Whole()));
        }
        return hasText ? (prefix, suffix, false) : throw processor["single"].Wrong("a template with the text in it");
    }

    private static int IdIn(JsonField pair) => pair.Items().ToArray() is [_, { } id] ? id.Whole() : throw pair.Wrong("a token and its number");

    // A text with a space in releases up to 0.19, a list of two since.
    private static (string Left, string Right) Merge(JsonField merge)
    {
        if (merge.IsText) return VocabularyFiles.Pair(merge.Text()) ?? throw merge.Wrong("two tokens with one space between them");
        return merge.Items().ToArray() is [{ } left, { } right] ? (left.Text(), right.Text()) : throw merge.Wrong("two tokens");
    }

    private static void RequireType(JsonField part, string only)
    {
        if (part["type"].TextOrNull() != only) throw (part.IsMissing ? part : part["type"]).Wrong(only);
    }
}
