using Autodidact.Engine.Modules;

namespace Autodidact.Engine.Optimization;

/// <summary>Parameters that an optimizer treats alike.</summary>
/// <param name="Name">What the group is called in messages.</param>
/// <param name="Parameters">The tensors and their names, which must be unique over all groups of an optimizer.</param>
public sealed record ParameterGroup(string Name, IReadOnlyList<NamedTensor> Parameters)
{
    /// <summary>What the optimizer's learning rate is multiplied with here, at least 0.</summary>
    public double LearningRateScale { get; init; } = 1;

    /// <summary>What the optimizer's weight decay is multiplied with here, at least 0; 0 switches decay off.</summary>
    public double WeightDecayScale { get; init; } = 1;

    /// <summary>Whether the learning rate is that of the step; else it stays what the optimizer was made with.</summary>
    public bool FollowsSchedule { get; init; } = true;

    /// <summary>Whether LARS and LAMB scale the steps of each tensor by its norm; other optimizers ignore it.</summary>
    public bool Adapts { get; init; } = true;
}
