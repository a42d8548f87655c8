using System.Formats.Tar;
using Autodidact.Data;
using Autodidact.Data.Formats;
using Autodidact.Tests.Data;

namespace Autodidact.Tests.Fuzzing.Targets;

/// <summary>A tar of pictures and masks.</summary>
internal sealed class MasksTarget : IFuzzTarget
{
    private readonly TarTarget _tar = new();

    public string Name => "masks";

    public string FileName => "input.tar";

    public IReadOnlyList<Type> Covers => [typeof(MasksFormat), typeof(MaskedSource)];

    public IReadOnlyList<Type> Refusals => SourceReading.Refusals;

    public IReadOnlyList<byte[]> Seeds { get; } =
    [
        Pictures.Tar(TarEntryFormat.Ustar, "images/1.png", "masks/1.png"),
        Pictures.Tar(TarEntryFormat.Pax, "train/images/1.png", "train/masks/1.png", "test/images/2.png", "test/masks/2.png", "images/x.png"),
    ];

    public IReadOnlyList<string> Words => ["images/", "masks/", .. _tar.Words];

    public long Budget(int length) => _tar.Budget(length);

    public byte[] Change(byte[] seed, Random random, Mutator mutator) => _tar.Change(seed, random, mutator);

    public void Read(string path)
    {
        SourceReading.Read(path, "masks");
        MaskedSource source = (MaskedSource)DataSources.Open($"masks:{path}");
        if (source.Mask(0).Channels != 1) throw new InvalidOperationException("A coloured mask.");
    }
}
