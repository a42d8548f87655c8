using System.Runtime.CompilerServices;
using Autodidact.Configuration;
using Autodidact.Data;
using Autodidact.Models;

namespace Autodidact.Embeddings.Indexes;

/// <summary>
/// Data that an encoder searches: <c>await foreach (Match match in encoder.Index("photos").SearchAsync("cat.jpg", count: 10))</c>. The index is made, in memory, when it is first asked
/// for, and by one caller alone.
/// </summary>
public sealed class EncoderIndex : IDisposable
{
    private readonly Encoder _encoder;
    private readonly Lazy<Task<VectorIndex>> _index;

    internal EncoderIndex(Encoder encoder, Func<Task<VectorIndex>> make) => (_encoder, _index) = (encoder, new(make));

    /// <summary>The index itself.</summary>
    /// <exception cref="DataException">The data cannot be opened, or are of another kind than the encoder reads.</exception>
    public Task<VectorIndex> OpenAsync() => _index.Value;

    /// <summary>The nearest samples, best first.</summary>
    /// <param name="query">As <see cref="Query.Read"/> takes it: a path, a text, or <c>id:</c> and the name of a sample.</param>
    /// <param name="count">How many.</param>
    /// <param name="filter">Which may be found; null for all.</param>
    /// <param name="cancel">Ends it before the next match.</param>
    /// <exception cref="ConfigurationException">The query cannot be read, or the filter names what is not known.</exception>
    public async IAsyncEnumerable<Match> SearchAsync(string query, int count = 10, IndexFilter? filter = null, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        Query read = Query.Read(query, _encoder.Preprocessing.Name);
        VectorIndex index = await OpenAsync().WaitAsync(cancel).ConfigureAwait(false);
        IReadOnlyList<Match> matches = await Task.Factory.StartNew(() => index.Search(read.Vector(_encoder, index), count, filter), cancel, TaskCreationOptions.LongRunning, TaskScheduler.Default).ConfigureAwait(false);
        foreach (Match match in matches)
        {
            cancel.ThrowIfCancellationRequested();
            yield return match;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_index.IsValueCreated && _index.Value.IsCompletedSuccessfully) _index.Value.Result.Dispose();
    }
}
