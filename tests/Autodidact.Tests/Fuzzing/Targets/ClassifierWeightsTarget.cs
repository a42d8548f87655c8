using Autodidact.Models;

namespace Autodidact.Tests.Fuzzing.Targets;

/// <summary><c>classifier.safetensors</c> beside good descriptions and a good encoder.</summary>
internal sealed class ClassifierWeightsTarget : IFuzzTarget
{
    public string Name => "classifier-weights";

    public string FileName => "classifier.safetensors";

    public IReadOnlyList<Type> Covers => [typeof(Classifier)];

    public IReadOnlyList<Type> Refusals => [typeof(InvalidDataException)];

    public IReadOnlyList<byte[]> Seeds { get; } = [ClassifierSeeds.Of("classifier.safetensors")];

    public IReadOnlyList<string> Words => [.. SafetensorsBytes.Words, "weight", "bias"];

    public int Cost => 4;

    public long Budget(int length) => EncoderSeeds.Budget(length);

    public void Prepare(string folder) => ClassifierSeeds.Prepare(folder, without: FileName);

    public byte[] Change(byte[] seed, Random random, Mutator mutator) => SafetensorsBytes.Change(seed, random, mutator);

    public void Read(string path) => ClassifierSeeds.Read(path);
}
