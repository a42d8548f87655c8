using Autodidact.Engine.Modules;
using Autodidact.Engine.Serialization;
using Autodidact.Models;
using Autodidact.Models.Transformers.Bert;
using Autodidact.Tests.Support;

namespace Autodidact.Tests.Fuzzing.Targets;

/// <summary><c>config.json</c> of a published BERT, beside its weights and its vocabulary.</summary>
internal sealed class PublishedBertTarget : IFuzzTarget
{
    private static readonly byte[] s_vocabulary = "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\ncat\n"u8.ToArray();

    private static readonly Lazy<byte[]> s_weights = new(() =>
    {
        using TemporaryFolder folder = new();
        using BertEncoder network = new(new() { Vocabulary = 6, Width = 8, Depth = 1, Heads = 2, HiddenSize = 32, Positions = 8 });
        StateFile.Write(folder["weights"], network.NamedState());
        return File.ReadAllBytes(folder["weights"]);
    });

    public string Name => "published-bert";

    public string FileName => "config.json";

    public IReadOnlyList<Type> Covers => [typeof(PublishedBert)];

    public IReadOnlyList<Type> Refusals => [typeof(InvalidDataException), typeof(StateMismatchException)];

    public IReadOnlyList<byte[]> Seeds { get; } =
    [
        "{\"model_type\":\"bert\",\"hidden_size\":8,\"num_hidden_layers\":1,\"num_attention_heads\":2,\"intermediate_size\":32,\"max_position_embeddings\":8,\"type_vocab_size\":2,\"hidden_act\":\"gelu\",\"vocab_size\":6}"u8.ToArray(),
    ];

    public IReadOnlyList<string> Words => ["bert", "gelu", "absolute", "position_embedding_type", "null", "0", "-1", "2147483647", "1e9", "true", "[]", "{}"];

    public int Cost => 4;

    public long Budget(int length) => (8 << 20) + (4L * s_weights.Value.Length) + (1024L * length);

    public void Prepare(string folder)
    {
        File.WriteAllBytes(Path.Combine(folder, "vocab.txt"), s_vocabulary);
        File.WriteAllBytes(Path.Combine(folder, PublishedBert.WeightsFile), s_weights.Value);
    }

    public byte[] Change(byte[] seed, Random random, Mutator mutator) => mutator.Change(seed, random);

    public void Read(string path)
    {
        using Encoder encoder = Encoder.Load(Path.GetDirectoryName(path)!);
        if (encoder.FeatureSize != 8) throw new InvalidOperationException("A network of another width than the weights.");
    }
}
