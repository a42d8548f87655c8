using System.Runtime.InteropServices;
using Autodidact.Data;
using Autodidact.Data.Text;

namespace Autodidact.Embeddings.Generators;

/// <summary>Texts that callers hold in memory, in the order in which they were given.</summary>
internal sealed class GivenTexts(IReadOnlyList<string> texts) : TextSource
{
    public override string Kind => "given";

    public override string Name => "given texts";

    public override int Count => texts.Count;

    public override string Fingerprint => $"{Kind} {Count} {ContentHash.Of(hash =>
    {
        foreach (string text in texts) hash.AppendData(MemoryMarshal.AsBytes(text.AsSpan()));
    })}";

    public override Document Read(int index) => new(texts[index], null, Id(index));

    public override string Id(int index) => $"{index}";
}
