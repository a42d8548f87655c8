using Autodidact.Engine.Modules;

namespace Autodidact.Models;

/// <summary>The network that is kept after pretraining: one sample in, one feature vector out.</summary>
public abstract class Backbone : Layer
{
    /// <summary>Length of the feature vector: <see cref="Layer.Forward"/> gives <c>[batch, FeatureSize]</c>.</summary>
    public abstract int FeatureSize { get; }
}
