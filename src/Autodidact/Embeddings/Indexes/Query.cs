using Autodidact.Configuration;
using Autodidact.Data;
using Autodidact.Data.Text;
using Autodidact.Models;

namespace Autodidact.Embeddings.Indexes;

/// <summary>
/// What is searched with: <c>id:NAME</c>, a sample of the index; <c>text:WORDS</c>, a text; anything else is what the encoder reads: a text, or the path of a picture.
/// </summary>
public sealed class Query
{
    private const string IdPrefix = "id:", TextPrefix = "text:";

    private Query(string said, string? id, DataSource? sample) => (Said, Id, Sample) = (said, id, sample);

    /// <summary>The words that it was said in.</summary>
    public string Said { get; }

    /// <summary>The sample of the index that it is; null where it is another.</summary>
    public string? Id { get; }

    /// <summary>A source of the one sample that it is; null for one of the index.</summary>
    public DataSource? Sample { get; }

    /// <summary>Reads a query.</summary>
    /// <param name="said">As above.</param>
    /// <param name="modality">What the encoder reads.</param>
    /// <exception cref="ConfigurationException">It cannot be read, or is of another kind than the encoder reads.</exception>
    public static Query Read(string said, string modality)
    {
        ArgumentNullException.ThrowIfNull(said);
        if (said.StartsWith(IdPrefix, StringComparison.Ordinal)) return new(said, said[IdPrefix.Length..], null);
        bool isText = said.StartsWith(TextPrefix, StringComparison.Ordinal);
        string content = isText ? said[TextPrefix.Length..] : said;
        if (string.IsNullOrWhiteSpace(content)) throw Wrong(said, "is empty; name a picture, say a text, or id: and the name of a sample in the index");
        if (modality == Modality.Text && !isText && Path.HasExtension(content) && File.Exists(content))
            throw Wrong(said, "is a file, and this encoder reads texts: say the text itself, or text: and the words where they are truly meant");
        if (modality == Modality.Text) return new(said, null, new GivenTexts([content]));
        if (isText) throw Wrong(said, $"is a text, and this encoder reads samples of the kind '{modality}'; name one of those, or id: and the name of a sample in the index");
        return new(said, null, modality == Modality.Image ? Picture(content) : Other(content, modality));
    }

    /// <summary>Its vector, <c>[dimension]</c>.</summary>
    /// <exception cref="ConfigurationException">There is no such sample, or nothing of it can be read.</exception>
    public float[] Vector(Encoder encoder, VectorIndex index)
    {
        ArgumentNullException.ThrowIfNull(encoder);
        ArgumentNullException.ThrowIfNull(index);
        try
        {
            if (Id is not null) return index.Vector(Id);
            FeatureReader reader = FeatureReader.Of(encoder, Sample!, new() { Threads = 1 });
            return reader.Batches().SelectMany(batch => batch.Values).ToArray() is { Length: > 0 } vector ? vector : throw Wrong(Said, reader.Skipped[0].Reason);
        }
        catch (Exception error) when (error is KeyNotFoundException or DataException)
        {
            throw Wrong(Said, error.Message);
        }
    }

    private static GivenPictures Picture(string path)
    {
        if (Directory.Exists(path)) throw Wrong(path, "is a folder; name a picture in it");
        if (!File.Exists(path)) throw Wrong(path, "is no file, and this encoder reads pictures: name a picture's path, or id: and the name of a sample in the index");
        try
        {
            return new([(path, ImageFiles.Decode(File.ReadAllBytes(path), path))]);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or BadSampleException)
        {
            throw Wrong(path, error.Message);
        }
    }

    private static DataSource Other(string path, string modality)
    {
        try
        {
            return DataSources.Open(path, modality).First(1);
        }
        catch (DataException error)
        {
            throw Wrong(path, error.Message);
        }
    }

    private static ConfigurationException Wrong(string said, string problem) => new([new("query", said, problem)]);
}
