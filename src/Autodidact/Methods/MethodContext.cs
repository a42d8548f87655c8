using Autodidact.Models;

namespace Autodidact.Methods;

/// <summary>What a method has to know of the run that it is made for.</summary>
/// <param name="Samples">Samples in the source.</param>
/// <param name="Batch">Samples in a step, of all processes.</param>
/// <param name="Seed">Decides random draws of the method's own; the same on all processes.</param>
/// <param name="NewBackbone">Another network of the same shape, freshly initialised, for teachers.</param>
public sealed record MethodContext(int Samples, int Batch, ulong Seed, Func<Backbone> NewBackbone)
{
    /// <summary>Classes of the labels, 0 where there are none. Only methods that say <see cref="MethodOptions.ReadsLabels"/> may look at labels.</summary>
    public int Classes { get; init; }

    /// <summary>What the method builds on, where it names an earlier run (<see cref="MethodOptions.Earlier"/>); null for what lies there.</summary>
    public EarlierRun? Earlier { get; init; }
}
