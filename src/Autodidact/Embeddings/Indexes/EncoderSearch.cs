using Autodidact.Configuration;
using Autodidact.Data;
using Autodidact.Models;

namespace Autodidact.Embeddings.Indexes;

/// <summary>Searching with an encoder in one line.</summary>
public static class EncoderSearch
{
    /// <summary>Data to search in.</summary>
    /// <param name="encoder">Makes the vectors; it must live as long.</param>
    /// <param name="data">A folder of an index that <see cref="VectorIndex.Save"/> wrote; else data of the kind that the encoder reads, of which an index is made in memory at the first search.</param>
    /// <param name="options">Which index, where one is made; null for the one that fits.</param>
    public static EncoderIndex Index(this Encoder encoder, string data, IndexOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(encoder);
        ArgumentException.ThrowIfNullOrEmpty(data);
        return new(encoder, () => VectorIndex.IsIn(data) ? Task.Run(() => Open(encoder, data)) : VectorIndex.BuildAsync(encoder, data, options: options));
    }

    private static VectorIndex Open(Encoder encoder, string folder)
    {
        VectorIndex index = VectorIndex.Open(folder);
        try
        {
            index.RequireEncoder(encoder);
            return index;
        }
        catch (ConfigurationException)
        {
            index.Dispose();
            throw;
        }
    }
}
