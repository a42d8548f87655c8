using Autodidact.Engine;

namespace Autodidact.Methods;

/// <summary>All that a comparison of a batch needs of its samples.</summary>
/// <param name="Rows">What learns: <c>[views * batch, dimension]</c>, view-major, with the graph behind it. Scores on prototypes, where those are compared.</param>
/// <param name="Targets">What is learned from, without a graph: keys, a teacher's outputs. <c>[views * batch, dimension]</c>, view-major, with views and a dimension of its own.</param>
public readonly record struct EmbeddedViews(Tensor Rows, Tensor? Targets = null)
{
    /// <summary>Where rows are compared with each other.</summary>
    public static implicit operator EmbeddedViews(Tensor rows) => new(rows);
}
