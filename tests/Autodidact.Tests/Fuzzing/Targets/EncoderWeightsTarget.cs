using Autodidact.Engine.Modules;
using Autodidact.Engine.Serialization;
using Autodidact.Models;

namespace Autodidact.Tests.Fuzzing.Targets;

/// <summary><c>encoder.safetensors</c> beside a good description.</summary>
internal sealed class EncoderWeightsTarget : IFuzzTarget
{
    public string Name => "encoder-weights";

    public string FileName => "encoder.safetensors";

    public IReadOnlyList<Type> Covers => [typeof(Encoder), typeof(StateFile)];

    public IReadOnlyList<Type> Refusals => [typeof(InvalidDataException), typeof(StateMismatchException)];

    public IReadOnlyList<byte[]> Seeds { get; } = [EncoderSeeds.Weights];

    public IReadOnlyList<string> Words => [.. SafetensorsBytes.Words, "conv1.weight", "bn1.num_batches_tracked"];

    public int Cost => 4;

    public long Budget(int length) => EncoderSeeds.Budget(length);

    public void Prepare(string folder) => File.WriteAllBytes(Path.Combine(folder, "encoder.json"), EncoderSeeds.Description);

    public byte[] Change(byte[] seed, Random random, Mutator mutator) => SafetensorsBytes.Change(seed, random, mutator);

    public void Read(string path) => EncoderSeeds.Read(path);
}
