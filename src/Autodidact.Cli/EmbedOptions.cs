using System.ComponentModel.DataAnnotations;
using Autodidact.Configuration;
using Autodidact.Data;
using Autodidact.Data.Loading;
using Autodidact.Embeddings;
using Autodidact.Engine;

namespace Autodidact.Cli;

/// <summary>What <c>embed</c> can be told.</summary>
internal sealed record EmbedOptions : ICheckedOptions
{
    /// <summary>The file to write, ending in <c>.npy</c>, <c>.safetensors</c> or <c>.jsonl</c>; what is there is replaced, but for shards.</summary>
    public string Out { get; init; } = "";

    /// <summary>Samples of a shard. Unset: one file for all.</summary>
    [Range(1, int.MaxValue)]
    public int? ShardSize { get; init; }

    /// <summary>Most samples in a batch; on the processor fewer, as pictures are larger.</summary>
    [Range(1, 1 << 20)]
    public int Batch { get; init; } = new LoaderOptions().Batch;

    /// <summary>Which part, where the data have parts.</summary>
    public Split Split { get; init; }

    /// <summary>Threads that compute. Unset: one a core.</summary>
    [Range(1, 1024)]
    public int? Threads { get; init; }

    /// <summary>Where the network runs: <c>cpu</c>, <c>cuda</c> or <c>cuda:N</c>. Unset: the first GPU where there is one.</summary>
    public string? Device { get; init; }

    /// <inheritdoc/>
    public IEnumerable<ConfigurationMistake> Check()
    {
        if (!Embedder.Endings.Contains(Path.GetExtension(Out).ToLowerInvariant()))
            yield return new("out", Out.Length == 0 ? null : Out, $"must name a file that ends in {string.Join(" or ", Embedder.Endings)}");
        else if (OutputFile.Mistake("out", Out, Embedder.Endings) is { } wrong)
            yield return wrong;
        if (Device is not null && TorchRuntime.DeviceProblem(Device) is string problem)
            yield return new("device", Device, problem);
    }
}
