using Autodidact.Data;
using Autodidact.Data.Text;

namespace Autodidact.Reports.Pages;

/// <summary>Small forms of the samples of a source, whatever their kind: pictures are made small, texts cut; a broken sample says what is wrong with it, one of another kind shows its name.</summary>
/// <param name="source">The samples.</param>
/// <param name="size">Most pixels of a picture's longer side, 1 to 512.</param>
public sealed class Thumbnails(DataSource source, int size = Thumbnails.UsualSize)
{
    /// <summary>Pixels of the longer side where nothing else is asked for.</summary>
    public const int UsualSize = 96;

    private readonly int _size = size is >= 1 and <= 512 ? size : throw new ArgumentOutOfRangeException(nameof(size), size, "A thumbnail has 1 to 512 pixels a side.");

    /// <summary>The samples.</summary>
    public DataSource Source { get; } = source;

    /// <summary>The small form of a sample. Safe to call from several threads.</summary>
    /// <param name="index">Which sample of the source.</param>
    public Thumbnail Of(int index)
    {
        string id = Source.Id(index);
        try
        {
            return Source switch
            {
                ImageSource pictures => Thumbnail.Of(pictures.Read(index), id, _size),
                TextSource texts => Thumbnail.Of(texts.Read(index).Text, id),
                _ => Thumbnail.Missing(id, id),
            };
        }
        catch (BadSampleException error)
        {
            return Thumbnail.Missing(id, error.Reason);
        }
    }

    /// <summary>The name of a sample's class; null when it has none.</summary>
    public string? ClassOf(int index) => Source.Label(index) is int label && Source.Classes is { } classes ? classes[label] : null;
}
