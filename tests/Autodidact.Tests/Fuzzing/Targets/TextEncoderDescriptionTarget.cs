using Autodidact.Configuration;
using Autodidact.Data;
using Autodidact.Data.Text;
using Autodidact.Data.Text.WordPiece;
using Autodidact.Engine.Modules;
using Autodidact.Models;
using Autodidact.Models.Transformers.Bert;
using Autodidact.Tests.Support;

namespace Autodidact.Tests.Fuzzing.Targets;

/// <summary><c>encoder.json</c> of an encoder of texts, beside its weights and its tokenizer, up to the tokens of a text.</summary>
internal sealed class TextEncoderDescriptionTarget : IFuzzTarget
{
    private static readonly Tokenizer s_tokenizer = WordPieceTrainer.Train(["the cat, the hat"]);

    private static readonly BackboneOptions s_backbone = new BertTinyOptions { Width = 8, Depth = 1, Heads = 2 }.Resolve(s_tokenizer, 16);

    private static readonly Lazy<IReadOnlyDictionary<string, byte[]>> s_files = new(() =>
    {
        using TemporaryFolder folder = new();
        using Encoder encoder = new(s_backbone.Create(), s_backbone, TextPreprocessing.Of(s_tokenizer, 16), new Provenance { Method = "bert", Data = "texts" });
        encoder.Save(folder.Path);
        return Directory.EnumerateFiles(folder.Path).ToDictionary(file => Path.GetFileName(file), File.ReadAllBytes);
    });

    public string Name => "text-encoder-description";

    public string FileName => "encoder.json";

    public IReadOnlyList<Type> Covers => [typeof(Encoder), typeof(EncoderDescription), typeof(TextPreprocessing)];

    public IReadOnlyList<Type> Refusals => [typeof(ConfigurationException), typeof(InvalidDataException), typeof(StateMismatchException), typeof(DataException)];

    public IReadOnlyList<byte[]> Seeds { get; } = [s_files.Value["encoder.json"]];

    public IReadOnlyList<string> Words => [.. RecipeTarget.YamlWords, "text", "image", "bert-tiny", "bert-large", "length", "8", "65536", "vocabulary", "pooling", "class", s_tokenizer.Fingerprint];

    public int Cost => 4;

    public long Budget(int length) => (8 << 20) + s_files.Value.Values.Sum(file => 4L * file.Length) + (1024L * length);

    public void Prepare(string folder)
    {
        foreach ((string name, byte[] bytes) in s_files.Value)
            if (name != FileName) File.WriteAllBytes(Path.Combine(folder, name), bytes);
    }

    public byte[] Change(byte[] seed, Random random, Mutator mutator) => mutator.Change(seed, random);

    public void Read(string path)
    {
        using Encoder encoder = Encoder.Load(Path.GetDirectoryName(path)!);
        if (encoder.Preprocessing is TextPreprocessing texts && texts.Cutter.Encode("the cat in a hat").Ids.Any(id => id < 0 || id >= s_tokenizer.Vocabulary.Size))
            throw new InvalidOperationException("A number outside the vocabulary.");
    }
}
