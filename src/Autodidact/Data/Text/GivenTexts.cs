using System.Text;

namespace Autodidact.Data.Text;

/// <summary>Texts that somebody has in memory already, such as one that is searched with.</summary>
/// <param name="texts">The texts, at least one; none is empty.</param>
internal sealed class GivenTexts(IReadOnlyList<string> texts) : TextSource
{
    public override string Name => $"{texts.Count:N0} given texts";

    public override string Kind => "given";

    public override int Count => texts.Count;

    public override string Fingerprint { get; } = $"given {texts.Count} " + ContentHash.Of(hash =>
    {
        foreach (string text in texts) hash.AppendData(Encoding.UTF8.GetBytes($"{text.Length}:{text}"));
    });

    public override Document Read(int index) => new(texts[index], null, Id(index));

    public override string Id(int index) => $"text {index + 1}";
}
