using Autodidact.Engine;

namespace Autodidact.Models;

/// <summary>An encoder as its weights are now, for features alone: see <see cref="FrozenNetwork"/>. While it is there the encoder's network is in evaluation.</summary>
public sealed class FrozenEncoder : IDisposable
{
    private readonly Backbone _backbone;
    private readonly FrozenNetwork _network;
    private readonly Device _device;
    private readonly bool _wasTraining;

    internal FrozenEncoder(Encoder encoder)
    {
        _backbone = encoder.Backbone;
        _device = _backbone.Parameters().First().Device;
        if (_wasTraining = _backbone.IsTraining) _backbone.Evaluate();
        _network = _device.Kind == DeviceKind.Cpu ? _backbone.Freeze() : FrozenNetwork.Same(_backbone);
    }

    /// <summary>Whether several threads may embed at once, each with one thread of the engine's: on the CPU, where this is the fastest way.</summary>
    public bool IsShared => _device.Kind == DeviceKind.Cpu;

    /// <summary>Features of preprocessed samples, in fp32, without a graph.</summary>
    /// <param name="inputs">As <see cref="Encoder.Embed"/> takes them.</param>
    /// <returns><c>[batch, FeatureSize]</c> on the network's device.</returns>
    public Tensor Embed(Tensor inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        using NoGradient guard = new();
        using FullPrecision precision = new(inputs.Device);
        return _network.Forward(inputs.To(_device));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _network.Dispose();
        if (_wasTraining) _backbone.Train();
    }
}
