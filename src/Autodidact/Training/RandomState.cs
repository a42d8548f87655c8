using Autodidact.Engine;

namespace Autodidact.Training;

/// <summary>Where the random streams stand that networks draw from: the CPU's, and the device's where that is another one.</summary>
internal sealed class RandomState
{
    private readonly Device _device;
    private readonly byte[] _ofCpu;
    private readonly byte[] _ofDevice;

    /// <summary>As they stand now.</summary>
    public RandomState(Device device) =>
        (_device, _ofCpu, _ofDevice) = (device, TorchRuntime.GetGeneratorState(), device.Kind == DeviceKind.Cpu ? [] : TorchRuntime.GetGeneratorState(device));

    /// <summary>As <see cref="Bytes"/> said they stood. What they say of another kind of device is left out: there the stream starts anew.</summary>
    public RandomState(Device device, ReadOnlySpan<byte> bytes)
    {
        RandomState now = new(device);
        int cpu = now._ofCpu.Length;
        bool fits = bytes.Length == now.Bytes.Length;
        (_device, _ofCpu, _ofDevice) = (device, bytes.Length >= cpu ? bytes[..cpu].ToArray() : now._ofCpu, fits ? bytes[cpu..].ToArray() : now._ofDevice);
    }

    /// <summary>All there is to them.</summary>
    public byte[] Bytes => [.. _ofCpu, .. _ofDevice];

    /// <summary>Lets the streams go on from here.</summary>
    /// <exception cref="InvalidDataException">The bytes are no state that a stream can have.</exception>
    public void Restore()
    {
        try
        {
            TorchRuntime.SetGeneratorState(_ofCpu);
            if (_ofDevice.Length > 0)
                TorchRuntime.SetGeneratorState(_ofDevice, _device);
        }
        catch (EngineException error)
        {
            throw new InvalidDataException($"The random state is damaged: {error.Message}", error);
        }
    }
}
