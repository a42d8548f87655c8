using Autodidact.Models;

namespace Autodidact.Tests.Fuzzing.Targets;

/// <summary><c>classifier.json</c> beside good weights and a good encoder.</summary>
internal sealed class ClassifierDescriptionTarget : IFuzzTarget
{
    public string Name => "classifier-description";

    public string FileName => "classifier.json";

    public IReadOnlyList<Type> Covers => [typeof(Classifier)];

    public IReadOnlyList<Type> Refusals => [typeof(InvalidDataException)];

    public IReadOnlyList<byte[]> Seeds { get; } = [ClassifierSeeds.Of("classifier.json")];

    public IReadOnlyList<string> Words =>
        ["\"classes\":", "\"format\":", "\"labels\":", "\"pretraining\":", "null", "1e999", "99999999999999999999", "\"\\ud800\"", "{", "[", "[[[[[[[[", "[null]", ",", "true", "\"x\","];

    public int Cost => 4;

    public long Budget(int length) => EncoderSeeds.Budget(length);

    public void Prepare(string folder) => ClassifierSeeds.Prepare(folder, without: FileName);

    public void Read(string path) => ClassifierSeeds.Read(path);
}
