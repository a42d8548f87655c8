using System.ComponentModel.DataAnnotations;
using Autodidact.Configuration;
using Autodidact.Models.Tokenizers;

namespace Autodidact.Models;

/// <summary>Settings of a network that says something of every patch, which can therefore be a tokenizer.</summary>
public abstract record PatchBackboneOptions : BackboneOptions
{
    /// <summary>Rows and columns of a patch once everything is settled, in pixels; null before.</summary>
    public abstract int? PatchPixels { get; }

    /// <summary>Codes of the tokenizer that this network is a part of. Unset: none. Runs of methods that learn a tokenizer write it; it cannot be asked for.</summary>
    [Range(2, 1 << 20)]
    public int? Codes { get; init; }

    /// <summary>Dimension of a code.</summary>
    [Range(1, 4096)]
    public int? CodeSize { get; init; }

    /// <summary>Whether codes have length 1.</summary>
    public bool NormalizedCodes { get; init; }

    public sealed override long LeastWeights => NetworkWeights + ((long)(Codes ?? 0) * (CodeSize ?? 0));

    /// <summary>A lower bound of the weights of the network alone.</summary>
    protected abstract long NetworkWeights { get; }

    protected sealed override Backbone CreateNetwork() => Codes is int codes && CodeSize is int size ? new PatchTokenizer(CreatePatches(), codes, size, NormalizedCodes) : CreatePatches();

    /// <summary>Why patches do not fit views of so many rows and columns, in pixels; null where they do.</summary>
    protected static ConfigurationMistake? PatchProblem(int? patchSize, int size) => patchSize is int patch && size < 2 * patch
        ? new("backbone.patch_size", $"{patch}", $"leaves fewer than two rows of patches of a view of {size} pixels; must be at most {size / 2}")
        : null;

    /// <summary>The network alone, freshly initialised.</summary>
    protected abstract PatchBackbone CreatePatches();
}
