using Autodidact.Engine.Modules;

namespace Autodidact.Methods;

/// <summary>Parts that do not learn yet.</summary>
internal static class Frozen
{
    /// <summary>Takes the gradients away while less than <paramref name="epochs"/> passes are done; the optimizer then leaves the weights and their state alone.</summary>
    public static void Until(double epochs, Module part, TrainingMoment now)
    {
        if (now.Step >= epochs * now.StepsPerEpoch) return;
        foreach (NamedTensor parameter in part.NamedParameters()) parameter.Tensor.Gradient = null;
    }
}
