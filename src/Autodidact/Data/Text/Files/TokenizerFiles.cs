using Autodidact.Data.Text.ByteBpe;
using Autodidact.Data.Text.WordPiece;

namespace Autodidact.Data.Text.Files;

/// <summary>Finds out which of the published forms a tokenizer has, and reads it.</summary>
internal static class TokenizerFiles
{
    public const string JsonName = "tokenizer.json";
    private const string ConfigurationName = "tokenizer_config.json", VocabularyJson = "vocab.json", VocabularyText = "vocab.txt", MergesName = "merges.txt";
    private const string Allowed = $"a {JsonName}, a {VocabularyText}, or a {VocabularyJson} with {MergesName} beside it";

    /// <summary>The file of a folder's tokenizer; null where it has none.</summary>
    public static string? Find(string folder) => new[] { JsonName, VocabularyJson, VocabularyText }.Select(name => Path.Combine(folder, name)).FirstOrDefault(File.Exists);

    public static Tokenizer Load(string path)
    {
        if (Directory.Exists(path)) return Load(Find(path) ?? throw new DataException($"{path} holds no tokenizer; allowed: a folder with {Allowed}."));
        if (!File.Exists(path)) throw new DataException($"There is no file or folder {path}; allowed for a tokenizer: {Allowed}.");
        if (Path.GetFileName(path) == MergesName) path = Path.Combine(FolderOf(path), VocabularyJson);
        if (!path.EndsWith(".json", StringComparison.OrdinalIgnoreCase)) return WordPieceTokenizer.FromFile(path, WordPieceOptionsBeside(path));
        return VocabularyFiles.ReadJson(path, json => json["model"].IsMissing ? ReadVocabularyAndMerges(path, json) : TokenizerJsonReader.Read(path, json));
    }

    private static ByteBpeTokenizer ReadVocabularyAndMerges(string path, JsonField json)
    {
        string merges = Path.Combine(FolderOf(path), MergesName);
        if (!File.Exists(merges)) throw new DataException($"{path} has no model, and there is no {MergesName} beside it; allowed: {Allowed}.");
        Vocabulary vocabulary = new(json.Fields().Select(pair => KeyValuePair.Create(pair.Name, pair.Field.Whole())));
        bool addsSpace = Beside(path, configuration => configuration["add_prefix_space"].FlagOrNull()) ?? false;
        // RoBERTa's vocabulary has these; GPT-2's has one token that ends texts and puts nothing around them.
        bool isRoberta = vocabulary.Find("<s>") is not null && vocabulary.Find("</s>") is not null;
        string[] names = isRoberta ? ["<s>", "<pad>", "</s>", "<unk>", "<mask>"] : ["<|endoftext|>"];
        SpecialToken[] tokens = [.. from name in names where vocabulary.Find(name) is not null select new SpecialToken(name, vocabulary.Find(name)!.Value) { StripsLeft = name == "<mask>" }];
        SpecialTokens special = isRoberta ? new(tokens, [vocabulary.Find("<s>")!.Value], [vocabulary.Find("</s>")!.Value]) : new(tokens);
        try
        {
            return new ByteBpeTokenizer(vocabulary, VocabularyFiles.ReadMerges(merges), special, new ByteBpeOptions { AddsSpace = addsSpace, TrimsRanges = isRoberta });
        }
        catch (ArgumentException error)
        {
            throw new DataException($"{path} and {merges} do not belong together: {error.Message}", error);
        }
    }

    private static WordPieceOptions WordPieceOptionsBeside(string path) => WordPieceOptions.Default with
    {
        Text = Beside<BertTextOptions?>(path, configuration => new BertTextOptions
        {
            LowerCase = configuration["do_lower_case"].FlagOrNull() ?? true,
            StripAccents = configuration["strip_accents"].FlagOrNull(),
            SeparateChinese = configuration["tokenize_chinese_chars"].FlagOrNull() ?? true,
        }) ?? BertTextOptions.Uncased,
    };

    /// <summary>What the settings file beside a vocabulary says, or nothing without one.</summary>
    private static T? Beside<T>(string path, Func<JsonField, T?> read)
    {
        string configuration = Path.Combine(FolderOf(path), ConfigurationName);
        return File.Exists(configuration) ? VocabularyFiles.ReadJson(configuration, read) : default;
    }

    private static string FolderOf(string path) => Path.GetDirectoryName(Path.GetFullPath(path))!;
}
