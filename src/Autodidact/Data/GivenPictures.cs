namespace Autodidact.Data;

/// <summary>Pictures that somebody has in memory already, such as one that is searched with.</summary>
/// <param name="pictures">The pictures with their names, at least one.</param>
internal sealed class GivenPictures(IReadOnlyList<(string Id, Image Picture)> pictures) : ImageSource
{
    public override string Name => pictures.Count == 1 ? pictures[0].Id : $"{pictures.Count:N0} pictures";

    public override string Kind => "given";

    public override int Count => pictures.Count;

    public override Image Read(int index) => pictures[index].Picture;

    public override string Id(int index) => pictures[index].Id;

    protected override string ContentHash() => Hash(hash =>
    {
        foreach ((_, Image picture) in pictures) hash.AppendData(picture.Pixels);
    });
}
