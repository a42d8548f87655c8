using Autodidact.Data;
using Autodidact.Data.Text;
using Autodidact.Engine;
using Autodidact.Methods.Language;
using Autodidact.Models;
using Autodidact.Models.Transformers.Bert;
using Autodidact.Training;
using Autodidact.Training.Optimizers;

namespace Autodidact.Tests.Training;

/// <summary>Sentences of two subjects in which every word follows from those beside it, and the smallest network that reads them.</summary>
internal static class SmallTexts
{
    public const int Length = 16;

    private static readonly string[][] s_subjects =
    [
        ["a green frog jumps over wet stones every summer night", "the old trout swims under cold water all day", "one tall heron stands near still ponds without moving"],
        ["a red train leaves from busy stations before six hours", "the slow lorry drives along wide roads towards town", "one blue tram stops at every corner and rings"],
    ];

    public static BertTinyOptions Backbone { get; } = new() { Width = 32, Depth = 2, Heads = 2, Dropout = 0 };

    /// <summary>Writes sentences with their subjects, one a line.</summary>
    public static string Write(string folder, int count)
    {
        string path = Path.Combine(folder, "texts.tsv");
        File.WriteAllLines(path, Enumerable.Range(0, count).Select(i => $"{s_subjects[i % 2][i / 2 % 3]}\t{i % 2}").Prepend("text\tlabel"));
        return path;
    }

    public static TokenRows Rows(string folder, TokenOptions? options = null, bool pairs = false) => Rows(TextSources.Open(Write(folder, 60)), options ?? new TokenOptions { Length = Length, VocabularySize = 300 }, pairs);

    private static TokenRows Rows(TextSource source, TokenOptions options, bool pairs) => TokenRows.Of(source, options.Make(source.Texts()), options.Length, pairs);

    /// <summary>An encoder that has learned nothing, with a tokenizer of its own.</summary>
    public static Encoder Encoder(TextSource texts)
    {
        Tokenizer tokenizer = new TokenOptions { VocabularySize = 300 }.Make(texts.Texts());
        BackboneOptions options = Backbone.Resolve(tokenizer, Length);
        TorchRuntime.Seed(1);
        return new(options.Create(), options, TextPreprocessing.Of(tokenizer, Length));
    }

    public static PretrainOptions Run(string data, string path) => new()
    {
        Data = data,
        Batch = 8,
        Epochs = 2,
        Method = new BertOptions(),
        Backbone = Backbone,
        Tokens = new TokenOptions { Length = Length, VocabularySize = 300 },
        Optimizer = new AdamWOptions { LearningRate = 0.005 },
        Precision = Precision.Fp32,
        Threads = 1,
        CheckpointEvery = 3,
        Out = path,
    };
}
