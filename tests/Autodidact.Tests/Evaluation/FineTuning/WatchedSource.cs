using Autodidact.Data;

namespace Autodidact.Tests.Evaluation.FineTuning;

/// <summary>A source that remembers whether anybody looked at it, and may have other labels than it should.</summary>
internal sealed class WatchedSource(ImageSource source, int shift = 0) : ImageSource
{
    private int _looks;

    /// <summary>How often a picture or a label was asked for.</summary>
    public int Looks
    {
        get => Volatile.Read(ref _looks);
        set => Volatile.Write(ref _looks, value);
    }

    public override string Name => source.Name;

    public override string Kind => source.Kind;

    public override int Count => source.Count;

    public override IReadOnlyList<string>? Classes => source.Classes;

    public override Image Read(int index)
    {
        Interlocked.Increment(ref _looks);
        return source.Read(index);
    }

    public override int? Label(int index)
    {
        Interlocked.Increment(ref _looks);
        return (source.Label(index) + shift) % 10;
    }

    public override string Id(int index) => source.Id(index);

    protected override string ContentHash() => "0";
}
