using Autodidact.Engine;

namespace Autodidact.Methods;

/// <summary>A named scalar of a step's report; its name in <c>metrics.jsonl</c> is snake_case.</summary>
public readonly record struct Measure(string Name, Tensor Value)
{
    /// <summary>A number that is known without computing on tensors.</summary>
    public static Measure Of(string name, double value) => new(name, Tensor.Of(value));
}
