using Autodidact.Data;
using Autodidact.Data.Text;
using Autodidact.Engine;
using Autodidact.Engine.Modules;
using Autodidact.Engine.Serialization;
using Autodidact.Models;
using Autodidact.Models.Transformers.Bert;
using Autodidact.Tests.Support;
using Autodidact.Training;
using Xunit;

namespace Autodidact.Tests.Models;

/// <summary>Folders as Hugging Face's libraries save a BERT: <c>config.json</c>, <c>model.safetensors</c>, <c>vocab.txt</c>.</summary>
public sealed class PublishedBertTests : IDisposable
{
    private static readonly string[] s_vocabulary = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "the", "cat", "hat", "##s", "in", "a"];

    private readonly TemporaryFolder _folder = new();
    private readonly TensorScope _scope = new();
    private readonly BertEncoder _network = new(new() { Vocabulary = s_vocabulary.Length, Width = 16, Depth = 2, Heads = 4, HiddenSize = 64, Positions = 12 });

    public PublishedBertTests()
    {
        _network.Evaluate();
        File.WriteAllLines(_folder["vocab.txt"], s_vocabulary);
        File.WriteAllText(_folder["config.json"], Configuration());
        Publish(_network.NamedState());
    }

    public void Dispose()
    {
        _network.Dispose();
        _scope.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("bert.", "weight", "bias")]
    [InlineData("bert.", "gamma", "beta")]
    [InlineData("", "weight", "bias")]
    public void It_is_an_encoder_under_every_name_that_weights_were_published_with(string prefix, string weight, string bias)
    {
        IEnumerable<NamedTensor> heads = prefix.Length == 0 ? [] : [new("cls.predictions.bias", Tensor.Zeros([11])), new("bert.embeddings.position_ids", Tensor.Arange(12L))];
        Publish(_network.NamedState().Select(entry => new NamedTensor(
            prefix + entry.Name.Replace("LayerNorm.weight", $"LayerNorm.{weight}", StringComparison.Ordinal).Replace("LayerNorm.bias", $"LayerNorm.{bias}", StringComparison.Ordinal), entry.Tensor)).Concat(heads));

        using Encoder encoder = Encoder.Load(_folder.Path);
        TextPreprocessing texts = Assert.IsType<TextPreprocessing>(encoder.Preprocessing);
        int[] tokens = [.. texts.Cutter.Encode("The cats in a hat").Ids];
        Assert.Equal([2, 5, 6, 8, 9, 10, 7, 3], tokens);
        Assert.Equal((12, 16), (texts.Length, encoder.FeatureSize));
        Tensor input = Tensor.From(Array.ConvertAll(tokens, token => (long)token), 1, tokens.Length);
        using NoGradient guard = new();
        Assert.Equal(_network.Forward(input).ToArray<float>(), encoder.Embed(input).ToArray<float>());
    }

    [Fact]
    public void Saved_again_it_is_an_encoder_like_any_other()
    {
        using TemporaryFolder other = new();
        using (Encoder encoder = Encoder.Load(_folder.Path, pooling: Pooling.Pooler)) encoder.Save(other.Path);
        using Encoder again = Encoder.Load(other.Path);
        Tensor input = Tensor.From([2L, 6, 3], 1, 3);
        using NoGradient guard = new();
        Assert.Equal(_network.Pooled(_network.Forward(input, Tensor.Zeros([1, 3], ScalarType.Int64), null)).ToArray<float>(), again.Embed(input).ToArray<float>());
    }

    [Fact]
    public void A_run_starts_from_it_with_its_tokenizer()
    {
        BackboneOptions options = new BertTinyOptions { Width = 16, Heads = 4 }.Resolve(Tokenizer.Load(_folder.Path), 12) with { };
        using Backbone backbone = ((BertTinyOptions)options with { Positions = 12 }).Create();
        List<string> notes = [];
        Assert.Null(StartingWeights.Problem(_folder.Path));
        StartingWeights.Load(_folder.Path, "bert", backbone, backbone, notes.Add);
        Assert.All(_network.NamedState(), entry => Assert.Equal(entry.Tensor.ToArray<float>(), backbone.NamedState().Single(own => own.Name == entry.Name).Tensor.ToArray<float>()));
        Assert.Equal(_folder["vocab.txt"], StartingWeights.TokenizerOf(_folder.Path));
    }

    [Fact]
    public void A_pooler_that_was_not_published_is_zero()
    {
        Publish(_network.NamedState().Where(entry => !entry.Name.StartsWith("pooler", StringComparison.Ordinal)));
        using Encoder encoder = Encoder.Load(_folder.Path, pooling: Pooling.Pooler);
        Assert.All(encoder.Embed(Tensor.From([2L, 6, 3], 1, 3)).ToArray<float>(), value => Assert.Equal(0, value));
    }

    [Theory]
    [InlineData("\"model_type\": \"bert\"", "\"model_type\": \"roberta\"", "model_type is \"roberta\"; allowed: bert")]
    [InlineData("\"hidden_act\": \"gelu\"", "\"hidden_act\": \"relu\"", "hidden_act is \"relu\"; allowed: gelu")]
    [InlineData("\"intermediate_size\": 64", "\"intermediate_size\": 60", "intermediate_size is 60; allowed: 64")]
    [InlineData("\"type_vocab_size\": 2", "\"type_vocab_size\": 3", "type_vocab_size is 3; allowed: 2")]
    [InlineData("\"vocab_size\": 11", "\"vocab_size\": 10", "vocab_size is 10; allowed: at least 11")]
    [InlineData("\"num_attention_heads\": 4", "\"num_attention_heads\": 3", "heads")]
    [InlineData("\"num_hidden_layers\": 2", "\"num_hidden_layers\": 200", "weights")]
    [InlineData("\"hidden_size\": 16,", "", "hidden_size is missing")]
    [InlineData("{", "[", "JSON")]
    public void What_it_is_not_is_named(string said, string other, string problem)
    {
        File.WriteAllText(_folder["config.json"], Configuration().Replace(said, other, StringComparison.Ordinal));
        Assert.Contains(problem, Assert.Throws<InvalidDataException>(() => Encoder.Load(_folder.Path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Weights_that_would_run_when_read_are_refused()
    {
        File.Move(_folder["model.safetensors"], _folder["pytorch_model.bin"]);
        Assert.Contains("safe_serialization", Assert.Throws<FileNotFoundException>(() => Encoder.Load(_folder.Path)).Message, StringComparison.Ordinal);
    }

    private static string Configuration() => """
        { "model_type": "bert", "hidden_size": 16, "num_hidden_layers": 2, "num_attention_heads": 4, "intermediate_size": 64,
          "max_position_embeddings": 12, "type_vocab_size": 2, "hidden_act": "gelu", "vocab_size": 11, "torch_dtype": "float32" }
        """;

    private void Publish(IEnumerable<NamedTensor> weights) => StateFile.Write(_folder["model.safetensors"], weights);
}
