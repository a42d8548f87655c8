using Autodidact.Configuration;
using Autodidact.Data;
using Autodidact.Data.Text;
using Autodidact.Data.Text.Files;
using Autodidact.Engine;

namespace Autodidact.Models.Transformers.Bert;

/// <summary>A folder as Hugging Face's libraries save a BERT: <c>config.json</c>, <c>model.safetensors</c> and a tokenizer.</summary>
internal static class PublishedBert
{
    /// <summary>The file of the weights.</summary>
    public const string WeightsFile = "model.safetensors";

    private const string ConfigurationFile = "config.json", PickledFile = "pytorch_model.bin", Prefix = "bert.", Pooler = "pooler.dense.";

    /// <summary>Whether a folder is one.</summary>
    public static bool IsIn(string folder) => File.Exists(Path.Combine(folder, ConfigurationFile));

    /// <summary>Network and tokenizer, as <c>encoder.json</c> would say them; features are the mean over tokens.</summary>
    /// <exception cref="InvalidDataException">The folder is damaged, or the network is another one than here.</exception>
    public static EncoderDescription Describe(string folder)
    {
        string path = Path.Combine(folder, ConfigurationFile);
        try
        {
            Tokenizer tokenizer = Tokenizer.Load(folder);
            int padding = tokenizer.Special.Padding ?? throw new DataException($"The tokenizer in {folder} has no token that fills rows up, [PAD].");
            BertBaseOptions network = VocabularyFiles.ReadJson(path, configuration => Read(configuration, tokenizer)) with { Padding = padding };
            OptionsChecker.ThrowIfWrong(network);
            return new()
            {
                Backbone = network,
                Modality = Modality.Text,
                FeatureSize = network.Width!.Value,
                Preprocessing = TextPreprocessing.Of(tokenizer, network.Positions!.Value),
                Provenance = new() { Method = "published" },
            };
        }
        catch (Exception wrong) when (wrong is DataException or ConfigurationException)
        {
            throw new InvalidDataException(wrong.Message, wrong);
        }
    }

    /// <summary>What is missing where the weights are.</summary>
    public static string Missing(string folder) => File.Exists(Path.Combine(folder, PickledFile))
        ? $"There is a BERT in '{folder}', but only as {PickledFile}, which runs what it holds when it is read. Save it as {WeightsFile}: save_pretrained(..., safe_serialization=True)."
        : $"There is a {ConfigurationFile} in '{folder}' and no {WeightsFile} beside it.";

    /// <summary>Published weights under the names of <see cref="BertEncoder"/>. Heads are left out; a pooler that was not published is zero.</summary>
    public static Dictionary<string, Tensor> Named(Dictionary<string, Tensor> published)
    {
        bool hasHeads = published.Keys.Any(name => name.StartsWith(Prefix, StringComparison.Ordinal));
        Dictionary<string, Tensor> named = new(StringComparer.Ordinal);
        foreach ((string name, Tensor tensor) in published)
        {
            if (hasHeads && !name.StartsWith(Prefix, StringComparison.Ordinal)) continue;
            string own = hasHeads ? name[Prefix.Length..] : name;
            // Places counted from 0, which older files hold.
            if (own == "embeddings.position_ids") continue;
            // Files from TensorFlow have other names for a norm's weight and bias.
            named[own.Replace("LayerNorm.gamma", "LayerNorm.weight", StringComparison.Ordinal).Replace("LayerNorm.beta", "LayerNorm.bias", StringComparison.Ordinal)] = tensor;
        }
        if (!named.Keys.Any(name => name.StartsWith(Pooler, StringComparison.Ordinal)) && named.TryGetValue("embeddings.LayerNorm.bias", out Tensor? row) && row.Rank == 1)
        {
            named[$"{Pooler}weight"] = Tensor.Zeros([row.Size(0), row.Size(0)]);
            named[$"{Pooler}bias"] = Tensor.Zeros([row.Size(0)]);
        }
        return named;
    }

    private static BertBaseOptions Read(JsonField configuration, Tokenizer tokenizer)
    {
        Require("model_type", "bert");
        Require("hidden_act", "gelu");
        Require("position_embedding_type", "absolute");
        int width = configuration["hidden_size"].Whole(1), words = configuration["vocab_size"].Whole(1);
        if ((configuration["intermediate_size"].WholeOrNull() ?? 4L * width) != 4L * width) throw configuration["intermediate_size"].Wrong($"{4L * width}, four times hidden_size");
        if ((configuration["type_vocab_size"].WholeOrNull() ?? 2) != 2) throw configuration["type_vocab_size"].Wrong("2");
        if (tokenizer.Vocabulary.Size > words) throw configuration["vocab_size"].Wrong($"at least {tokenizer.Vocabulary.Size}, the tokenizer's");
        return new()
        {
            Width = width,
            Depth = configuration["num_hidden_layers"].Whole(1),
            Heads = configuration["num_attention_heads"].Whole(1),
            Positions = configuration["max_position_embeddings"].Whole(1),
            Vocabulary = words,
        };

        void Require(string name, string only)
        {
            if (configuration[name].TextOrNull() is string said && said != only) throw configuration[name].Wrong(only);
        }
    }
}
