using Autodidact.Data;

namespace Autodidact.Embeddings.Generators;

/// <summary>Encoded pictures that callers hold in memory, in the order in which they were given.</summary>
internal sealed class GivenPictures(IReadOnlyList<ReadOnlyMemory<byte>> files) : ImageSource
{
    public override string Kind => "given";

    public override string Name => "given pictures";

    public override int Count => files.Count;

    public override Image Read(int index) => ImageFiles.Decode(files[index].Span, Id(index));

    public override string Id(int index) => $"{index}";

    protected override string ContentHash() => Hash(hash =>
    {
        foreach (ReadOnlyMemory<byte> file in files) hash.AppendData(file.Span);
    });
}
