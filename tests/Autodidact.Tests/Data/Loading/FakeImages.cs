using Autodidact.Data;

namespace Autodidact.Tests.Data.Loading;

/// <summary>Small random pictures in memory, some of them broken or slow.</summary>
internal sealed class FakeImages(int count, int width = 12, int height = 10, int channels = 3) : ImageSource
{
    private int _reads;

    public Func<int, bool> IsBroken { get; init; } = _ => false;

    public Func<int, int?> LabelOf { get; init; } = _ => null;

    public override int? Label(int index) => LabelOf(index);

    public IReadOnlyList<string>? ClassNames { get; init; }

    public override IReadOnlyList<string>? Classes => ClassNames;

    public Func<int, byte[]>? PixelsOf { get; init; }

    /// <summary>Runs before every read.</summary>
    public Action<int>? BeforeRead { get; init; }

    public int Reads => _reads;

    public override string Name => "fake pictures";

    public override string Kind => "fake";

    public override int Count => count;

    public override string Id(int index) => $"fake-{index}.png";

    public override Image Read(int index)
    {
        Interlocked.Increment(ref _reads);
        BeforeRead?.Invoke(index);
        if (IsBroken(index)) throw new BadSampleException(Id(index), "it is empty");
        if (PixelsOf is not null) return new Image(width, height, channels, PixelsOf(index));
        byte[] pixels = new byte[width * height * channels];
        new Random(index).NextBytes(pixels);
        return new Image(width, height, channels, pixels);
    }

    protected override string ContentHash() => "0";
}
