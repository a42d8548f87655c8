using Autodidact.Configuration;
using Autodidact.Data;
using Autodidact.Embeddings.Files;
using Autodidact.Engine.Distributed;
using Autodidact.Models;

namespace Autodidact.Embeddings;

/// <summary>
/// Features in shards, each a whole file of so many samples, and an index of those that are there. A shard is a function of encoder, samples and batch, never of the others, so that it does not
/// matter in which process it was made.
/// </summary>
internal sealed class ShardedFeatures
{
    // What rank 0 says in place of an index.
    private const char Refusal = '!';

    private readonly FeaturePass _pass;
    private readonly DataSource _source;
    private readonly string _path, _indexPath, _folder;
    private EmbeddingIndex _index;

    /// <param name="pass">Writes one shard.</param>
    /// <param name="source">All samples.</param>
    /// <param name="path">What the shards' names begin with, and their ending.</param>
    /// <param name="shardSize">Samples of a shard.</param>
    /// <exception cref="ConfigurationException">There would be more shards than an index names.</exception>
    public ShardedFeatures(FeaturePass pass, DataSource source, string path, int shardSize)
    {
        (_pass, _source, _path, _indexPath) = (pass, source, path, EmbeddingIndex.PathOf(path));
        _folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        _index = new()
        {
            Encoder = pass.Encoder.Fingerprint(), Data = source.Name, DataFingerprint = source.Fingerprint, Dimension = pass.Encoder.FeatureSize, Samples = source.Count,
            ShardSize = shardSize, Batch = pass.Loader.Batch, Files = pass.Writer.Ending, Classes = source.Classes,
        };
        if (_index.Count > EmbeddingIndex.MostShards)
        {
            int smallest = (source.Count + EmbeddingIndex.MostShards - 1) / EmbeddingIndex.MostShards;
            throw new ConfigurationException([new("shard_size", FormattableString.Invariant($"{shardSize}"), $"would divide {source.Count:N0} samples into {_index.Count:N0} shards; allowed: {EmbeddingIndex.MostShards:N0} shards, which {smallest} or more samples a shard keep to")]);
        }
    }

    /// <summary>Writes the shards that are missing.</summary>
    /// <exception cref="ConfigurationException">The index belongs to something else.</exception>
    /// <exception cref="InvalidDataException">The index is damaged.</exception>
    /// <exception cref="DataException">Too many samples are broken.</exception>
    public EmbedResult Write()
    {
        // What lies on the disk is for rank 0 to say: it is the one that changes it.
        string said = World.Current.Broadcast(World.Current.Writes ? Begin() : "");
        if (said[0] == Refusal) throw new ConfigurationException([new("out", _path, said[1..])]);
        _index = EmbeddingIndex.Parse(said);
        int kept = _index.Shards.Count;
        EmbedProgress done = new(0, _source.Count, 0);
        foreach (EmbeddingShard shard in _index.Shards) done = done with { Done = done.Done + LengthOf(shard.Number), Before = done.Before + LengthOf(shard.Number) };
        HashSet<int> whole = [.. _index.Shards.Select(shard => shard.Number)];
        for (int shard = 0; shard < _index.Count; shard++)
        {
            if (whole.Contains(shard)) continue;
            _pass.Cancel.ThrowIfCancellationRequested();
            Add(Make(shard, done));
            done = done with { Done = done.Done + LengthOf(shard) };
            Judge(done.Done);
        }
        IEnumerable<string> files = _index.Shards.SelectMany(shard => shard.Files.Select(name => Path.Combine(Path.GetDirectoryName(_path) ?? "", name)));
        return new([_indexPath, .. files], _index.Shards.Sum(shard => (long)shard.Rows), _index.Dimension, [.. _index.Shards.SelectMany(shard => shard.Broken)], _index.Count, kept);
    }

    /// <summary>The index to go on from, as JSON; or why there is none.</summary>
    private string Begin()
    {
        if (!File.Exists(_indexPath)) return _index.ToJson();
        EmbeddingIndex found = EmbeddingIndex.Read(_indexPath);
        IReadOnlyList<string> differences = _index.DifferencesTo(found);
        if (differences.Count > 0)
            return $"{Refusal}has shards of something else already: '{_indexPath}' belongs to {string.Join(" and ", differences)}; name another file, or remove the index and its shards";
        return (_index with { Shards = [.. found.Shards.Where(shard => shard.IsIn(_folder))] }).ToJson();
    }

    private EmbeddingShard Make(int shard, EmbedProgress done)
    {
        string path = Path.Combine(_folder, _index.NameOf(_path, shard));
        DataSource part = _source.Choose(Enumerable.Range(shard * _index.ShardSize, LengthOf(shard)), _source.Name);
        PassResult result = _pass.Write(part, path, Embedder.Notes(_pass.Encoder, _source), isPart: true, done);
        IReadOnlyList<string> files = _pass.Writer.FilesOf(path);
        return new()
        {
            Number = shard, Files = [.. files.Select(Path.GetFileName)!], Rows = result.Rows, Broken = result.Broken,
            Bytes = [.. files.Select(file => World.Current.Writes ? new FileInfo(file).Length : 0)],
        };
    }

    private void Add(EmbeddingShard made)
    {
        _index = _index with { Shards = [.. _index.Shards.Append(made).OrderBy(shard => shard.Number)] };
        if (World.Current.Writes) _index.Write(_indexPath);
    }

    // A shard alone is no measure: broken samples may lie side by side.
    private void Judge(long done)
    {
        int broken = _index.Shards.Sum(shard => shard.Broken.Count);
        if (broken >= 2 && broken > _pass.Loader.MaximumBadShare * _source.Count)
            throw new DataException(
                $"{_source.Name}: {broken:N0} of the {done:N0} samples tried so far are broken, which is more than the {_pass.Loader.MaximumBadShare:P0} allowed of all {_source.Count:N0}" +
                $". The last is {_index.Shards.SelectMany(shard => shard.Broken).Last()}. Remove the broken samples.");
    }

    private int LengthOf(int shard) => (int)Math.Min(_index.ShardSize, _source.Count - ((long)shard * _index.ShardSize));
}
