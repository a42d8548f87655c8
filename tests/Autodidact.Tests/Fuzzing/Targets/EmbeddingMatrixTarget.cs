using Autodidact.Engine.Serialization;

namespace Autodidact.Tests.Fuzzing.Targets;

/// <summary>Features as a matrix alone.</summary>
internal sealed class EmbeddingMatrixTarget : EmbeddingTarget
{
    public override string Name => "embedding-npy";

    public override string FileName => "input.npy";

    public override IReadOnlyList<Type> Covers => [typeof(NumpyMatrix)];

    public override IReadOnlyList<byte[]> Seeds { get; } = [NumpyTarget.Make([1f, 2f, 3f, 4f, 5f, 6f], 2, 3), NumpyTarget.Make([1.0, 2.0], 1, 2), NumpyTarget.Make<float>([], 0, 4)];

    public override IReadOnlyList<string> Words => NumpyTarget.NumpyWords;

    public override byte[] Change(byte[] seed, Random random, Mutator mutator) => NumpyTarget.ChangeArray(seed, random, mutator);
}
