using Autodidact.Data;

namespace Autodidact.Evaluation;

/// <summary>Some pictures of another source, in a given order.</summary>
internal sealed class SelectedSource(ImageSource source, int[] indices) : ImageSource
{
    public override string Name => source.Name;

    public override string Kind => source.Kind;

    public override int Count => indices.Length;

    public override IReadOnlyList<string>? Classes => source.Classes;

    public override IReadOnlyList<Split> Splits => source.Splits;

    public override Image Read(int index) => source.Read(indices[index]);

    public override int? Label(int index) => source.Label(indices[index]);

    public override string Id(int index) => source.Id(indices[index]);

    protected override string ContentHash() => Hash(hash =>
    {
        hash.AppendData(System.Text.Encoding.UTF8.GetBytes(source.Fingerprint));
        hash.AppendData(System.Runtime.InteropServices.MemoryMarshal.AsBytes(indices.AsSpan()));
    });
}
