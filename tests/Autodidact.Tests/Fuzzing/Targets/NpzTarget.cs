using Autodidact.Data;
using Autodidact.Data.Formats;

namespace Autodidact.Tests.Fuzzing.Targets;

/// <summary>A <c>.npz</c> archive as a source of pictures.</summary>
internal sealed class NpzTarget : IFuzzTarget
{
    public string Name => "npz-source";

    public string FileName => "input.npz";

    public IReadOnlyList<Type> Covers => [typeof(NpzFormat)];

    public IReadOnlyList<Type> Refusals => SourceReading.Refusals;

    public IReadOnlyList<byte[]> Seeds => NumpyArchiveTarget.Archives;

    public IReadOnlyList<string> Words => new NumpyArchiveTarget().Words;

    public long Budget(int length) => SourceReading.ChunkBytes + NumpyArchiveTarget.ZipBudget(length);

    public byte[] Change(byte[] seed, Random random, Mutator mutator) => NumpyArchiveTarget.ChangeArchive(seed, random, mutator);

    public void Read(string path) => SourceReading.Read(path, "npz");
}
