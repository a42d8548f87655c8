using Autodidact.Engine;
using Autodidact.Engine.Modules;

namespace Autodidact.Models;

/// <summary>The network that is kept after pretraining: one sample in, one feature vector out.</summary>
public abstract class Backbone : Layer
{
    /// <summary>Length of the feature vector: <see cref="Layer.Forward"/> gives <c>[batch, FeatureSize]</c>.</summary>
    public abstract int FeatureSize { get; }

    /// <summary>
    /// The layer that a head behind the network is in, where layers are counted from the input, which is layer 0: learning rates that fall from layer to
    /// layer follow from it (Clark et al. 2020, arXiv:2003.10555). A network that tells no layers apart is one.
    /// </summary>
    public virtual int HeadLayer => 1;

    /// <summary>The layer of a parameter by its name in this network, 0 (nearest to the input) to <see cref="HeadLayer"/>.</summary>
    public virtual int LayerOf(string parameter) => 0;

    /// <summary>This network for inference alone, on the CPU in single precision, as its weights are now. The network itself must be in evaluation while it is used.</summary>
    internal virtual FrozenNetwork Freeze() => FrozenNetwork.Same(this);

    /// <summary>Names of parameters that do not decay although they are more than vectors, such as positions.</summary>
    public virtual IReadOnlyCollection<string> WithoutDecay => [];

    /// <summary>Lengths of what <see cref="LayerFeatures"/> gives, from the first layer to the last.</summary>
    public virtual IReadOnlyList<int> LayerSizes => [FeatureSize];

    /// <summary>
    /// Features after each stage or block, pooled as its own are, <c>[batch, size]</c> each; the last are its feature vectors. A network that tells no layers apart has but those.
    /// </summary>
    /// <param name="input">As <see cref="Layer.Forward"/> takes it.</param>
    public virtual IReadOnlyList<Tensor> LayerFeatures(Tensor input) => [Forward(input)];

    /// <summary>Whether it says something of every part of a picture (<see cref="Map"/>).</summary>
    public virtual bool HasMaps => false;

    /// <summary>What it makes of each part of pictures, <c>[batch, 3, height, width]</c> to <c>[batch, rows, columns, channels]</c>: a transformer's patches behind the last norm, or the last stage of a convolutional network.</summary>
    /// <exception cref="NotSupportedException">It has no such features (<see cref="HasMaps"/>).</exception>
    public virtual Tensor Map(Tensor images) => throw new NotSupportedException($"A {GetType().Name} has features of whole samples alone.");

    /// <summary>What it makes of small parts of pictures, where it knows something finer than <see cref="Map"/>, which it is otherwise: faults of a part are seen halfway through a convolutional network, before it has averaged them away.</summary>
    /// <inheritdoc cref="Map"/>
    public virtual Tensor FineMap(Tensor images) => Map(images);
}
