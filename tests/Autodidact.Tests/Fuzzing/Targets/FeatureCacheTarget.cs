using Autodidact.Evaluation;
using Autodidact.Models;
using Autodidact.Tests.Support;

namespace Autodidact.Tests.Fuzzing.Targets;

/// <summary>Features that an evaluation kept.</summary>
internal sealed class FeatureCacheTarget : IFuzzTarget
{
    public string Name => "feature-cache";

    public string FileName => "features.safetensors";

    public IReadOnlyList<Type> Covers => [typeof(FeatureCache), typeof(FeatureCacheJson)];

    public IReadOnlyList<Type> Refusals => [typeof(InvalidDataException)];

    public IReadOnlyList<byte[]> Seeds { get; } = [Seed([]), Seed([new(2, "ä.png", "is no picture")])];

    public IReadOnlyList<string> Words => ["\"features\":", "\"samples\":", "\"skipped\":", "\"key\":", "I64", "F32", "[0,2]", "[-1]", "null", "\\\"Index\\\":", "99999999999999999999", "[]", "9223372036854775807"];

    public byte[] Change(byte[] seed, Random random, Mutator mutator) => SafetensorsBytes.Change(seed, random, mutator);

    public void Read(string path) => FeatureCache.Read(path, "key", 4, out _);

    private static byte[] Seed(Autodidact.Data.Loading.BadSample[] skipped)
    {
        using TemporaryFolder folder = new();
        FeatureCache.Write(folder["f.safetensors"], "key", new([1, 2, 3, 4, 5, 6], 2, [0, 1, 3]), skipped);
        return File.ReadAllBytes(folder["f.safetensors"]);
    }
}
