using Autodidact.Engine;

namespace Autodidact.Methods;

/// <summary>What a step gives: the loss to go down, and what to report beside it.</summary>
/// <param name="Loss">A scalar with a graph behind it.</param>
/// <param name="Report">Scalars without a graph, such as the terms of the loss.</param>
public readonly record struct StepResult(Tensor Loss, params IReadOnlyList<Measure> Report);
