using Autodidact.Engine;

namespace Autodidact.Training;

/// <summary>A checkpoint that was read and found whole.</summary>
/// <param name="Path">The file.</param>
/// <param name="Progress">How far the run was.</param>
/// <param name="Backbone">What the names of the backbone's tensors begin with.</param>
/// <param name="State">All tensors by name; they belong to the scope that was open.</param>
internal sealed record Checkpoint(string Path, TrainingProgress Progress, string Backbone, Dictionary<string, Tensor> State)
{
    /// <summary>What the names of the method's tensors begin with.</summary>
    public const string Method = "method.";

    /// <summary>What the names of the optimizer's tensors begin with.</summary>
    public const string Optimizer = "optimizer.";

    /// <summary>Where the random streams stand, <c>[processes, bytes]</c>.</summary>
    public const string Random = "random";

    /// <summary>Indices of the broken samples that were skipped.</summary>
    public const string Skipped = "loader.skipped";

    /// <summary>The tensor of this name.</summary>
    /// <exception cref="InvalidDataException">It is missing, or of another type or rank.</exception>
    public Tensor Required(string name, ScalarType type, int rank) =>
        State.TryGetValue(name, out Tensor? tensor) && tensor.Type == type && tensor.Rank == rank
            ? tensor
            : throw new InvalidDataException($"{Path} is not a checkpoint of a run: it holds no '{name}' of {type} in {rank} dimensions.");

    /// <summary>The tensors whose names begin with <paramref name="prefix"/>, without it.</summary>
    public Dictionary<string, Tensor> Below(string prefix) => State
        .Where(entry => entry.Key.StartsWith(prefix, StringComparison.Ordinal))
        .ToDictionary(entry => entry.Key[prefix.Length..], entry => entry.Value);
}
