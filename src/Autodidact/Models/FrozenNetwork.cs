using Autodidact.Engine;
using Autodidact.Engine.Modules;

namespace Autodidact.Models;

/// <summary>
/// A backbone's function as its weights are now, put together so that it runs fast and nothing else: batch norm is part of the convolutions before it. The same features as the backbone's in
/// evaluation, up to rounding. Several threads may use it at once, in inference mode.
/// </summary>
public sealed class FrozenNetwork : IDisposable
{
    private readonly List<FoldedConvolution> _convolutions = [];

    /// <summary>From inputs as the backbone takes them to <c>[batch, FeatureSize]</c>.</summary>
    public Func<Tensor, Tensor> Forward { get; private set; } = input => input;

    /// <summary>A network that is made of folded convolutions.</summary>
    /// <param name="make">Says the function; what it folds belongs to the network.</param>
    internal static FrozenNetwork Of(Func<FrozenNetwork, Func<Tensor, Tensor>> make)
    {
        FrozenNetwork network = new();
        try
        {
            network.Forward = make(network);
            return network;
        }
        catch
        {
            network.Dispose();
            throw;
        }
    }

    /// <summary>A backbone as it is, for those that have nothing to fold; its weights are not copied.</summary>
    internal static FrozenNetwork Same(Backbone backbone) => new() { Forward = backbone.Forward };

    /// <summary>This network with more behind it.</summary>
    internal FrozenNetwork Then(Func<Tensor, Tensor> more)
    {
        Func<Tensor, Tensor> before = Forward;
        Forward = input => more(before(input));
        return this;
    }

    /// <summary>A convolution with the batch norm behind it.</summary>
    internal FoldedConvolution Fold(Convolution2d convolution, BatchNorm norm)
    {
        FoldedConvolution folded = new(convolution, norm);
        _convolutions.Add(folded);
        return folded;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (FoldedConvolution convolution in _convolutions) convolution.Dispose();
        _convolutions.Clear();
    }
}
