using Autodidact.Configuration;
using Autodidact.Engine.Modules;
using Autodidact.Engine.Serialization;
using Autodidact.Models;
using Autodidact.Training;

namespace Autodidact.Tests.Fuzzing.Targets;

/// <summary><c>encoder.safetensors</c> beside a good description.</summary>
internal sealed class EncoderWeightsTarget : IFuzzTarget
{
    public string Name => "encoder-weights";

    public string FileName => "encoder.safetensors";

    public IReadOnlyList<Type> Covers => [typeof(Encoder), typeof(StateFile), typeof(StartingWeights)];

    public IReadOnlyList<Type> Refusals => [typeof(InvalidDataException), typeof(StateMismatchException), typeof(ConfigurationException)];

    public IReadOnlyList<byte[]> Seeds { get; } = [EncoderSeeds.Weights];

    public IReadOnlyList<string> Words => [.. SafetensorsBytes.Words, "conv1.weight", "bn1.num_batches_tracked"];

    public int Cost => 4;

    public long Budget(int length) => EncoderSeeds.Budget(length);

    public void Prepare(string folder) => File.WriteAllBytes(Path.Combine(folder, "encoder.json"), EncoderSeeds.Description);

    public byte[] Change(byte[] seed, Random random, Mutator mutator) => SafetensorsBytes.Change(seed, random, mutator);

    /// <summary>As an encoder, and as what another run starts from.</summary>
    public void Read(string path)
    {
        EncoderSeeds.Read(path);
        using Backbone backbone = EncoderSeeds.Options.Create();
        StartingWeights.Load(Path.GetDirectoryName(path)!, "simclr", backbone, backbone, _ => { });
    }
}
