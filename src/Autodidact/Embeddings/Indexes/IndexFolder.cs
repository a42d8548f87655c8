using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json;
using Autodidact.Engine.Search;
using Autodidact.Engine.Serialization;

namespace Autodidact.Embeddings.Indexes;

/// <summary>
/// An index on the disk: <c>index.json</c> names a file of vectors and one of samples, with their hashes. What is written over an older index goes beside it under other names,
/// and counts once <c>index.json</c> names it: whoever opens the folder meets the old index or the new.
/// </summary>
internal static class IndexFolder
{
    public const string InformationFile = "index.json";

    private const string LockFile = ".lock";

    // EWOULDBLOCK: what flock says of a lock that somebody else holds.
    private const int Held = 11;

    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(1);

    // The data of an index are some words each.
    private const int LongestInformation = 1 << 24;

    /// <summary>Whether there is an index.</summary>
    public static bool IsIn(string folder) => File.Exists(Path.Combine(folder, InformationFile));

    /// <summary>Reads what an index is.</summary>
    /// <exception cref="FileNotFoundException">There is none.</exception>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public static IndexInformation ReadInformation(string folder)
    {
        string path = Path.Combine(folder, InformationFile);
        if (!File.Exists(path)) throw new FileNotFoundException($"There is no index in '{folder}': {InformationFile} is missing.", path);
        if (new FileInfo(path).Length > LongestInformation) throw Damaged(path, "it is too long");
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllText(path), IndexJson.Default.IndexInformation) is { } read && read.IsWhole() ? read : throw Damaged(path, "something is missing in it, or a number cannot be");
        }
        catch (JsonException wrong)
        {
            throw Damaged(path, $"it is not what was written (line {wrong.LineNumber + 1})", wrong);
        }
    }

    /// <summary>Reads an index, holding its files against what was noted of them.</summary>
    /// <exception cref="FileNotFoundException">There is none.</exception>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public static (IndexInformation Information, SearchIndex Vectors, IndexedSamples Samples) Read(string folder)
    {
        while (true)
        {
            IndexInformation information = ReadInformation(folder);
            try
            {
                return Read(folder, information);
            }
            catch (Exception error) when (error is InvalidDataException or IOException && ReadInformation(folder).Generation != information.Generation)
            {
                // Another process has put a new index in the place of this one meanwhile.
            }
        }
    }

    private static (IndexInformation Information, SearchIndex Vectors, IndexedSamples Samples) Read(string folder, IndexInformation information)
    {
        string vectorsPath = Path.Combine(folder, information.VectorsFile), samplesPath = Path.Combine(folder, information.SamplesFile);
        RequireHash(samplesPath, information.SamplesHash);
        RequireHash(vectorsPath, information.VectorsHash);
        IndexedSamples samples = IndexedSamples.Read(samplesPath);
        SearchIndex vectors = SearchIndex.Read(vectorsPath);
        if (vectors.Kind == information.Kind && vectors.Dimension == information.Dimension && vectors.Count == samples.Rows
            && samples.Count == information.Count && samples.Rows - samples.Count == information.Removed && samples.MostSource < information.Sources.Count)
            return (information, vectors, samples);
        vectors.Dispose();
        throw Damaged(Path.Combine(folder, InformationFile), "the files beside it hold something else than it says");
    }

    /// <summary>Writes an index: a folder that was not there appears whole, in one that was the new takes the place of the old.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="information">What the index is.</param>
    /// <param name="vectors">Its vectors.</param>
    /// <param name="samples">Whose they are.</param>
    /// <param name="changes">The generation of the index in this folder that was read and changed; null for one that was made anew.</param>
    /// <returns>What was written of it.</returns>
    /// <exception cref="IOException">Something else is there, another process has changed it meanwhile, or it cannot be written.</exception>
    public static IndexInformation Write(string folder, IndexInformation information, SearchIndex vectors, IndexedSamples samples, int? changes = null)
    {
        if (!Path.Exists(folder))
        {
            using AtomicFolder made = new(folder);
            IndexInformation first = Fill(made.Path, information with { Generation = 1 }, vectors, samples);
            try
            {
                made.Commit();
            }
            catch (IOException error) when (IsIn(folder))
            {
                throw new IOException($"Another process has made an index in '{folder}' meanwhile, which was left as it is.", error);
            }
            return first;
        }
        if (!IsIn(folder)) throw new IOException($"'{folder}' is there already and holds no index; remove it, or name another folder.");
        // Two at once would write files of the same names, and remove each other's.
        using FileStream alone = Lock(folder);
        int generation = ReadInformation(folder).Generation;
        if (changes is int opened && generation != opened)
            throw new IOException($"The index in '{folder}' was changed by another process meanwhile, and this change was not written; say it again.");
        IndexInformation next = Fill(folder, information with { Generation = generation + 1 }, vectors, samples);
        foreach (string old in Directory.EnumerateFiles(folder).Where(file => IsOld(Path.GetFileName(file), next))) File.Delete(old);
        return next;
    }

    // The file stays, or two processes could hold locks on two files of one name; the system lets go of it with the process.
    private static FileStream Lock(string folder)
    {
        long started = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                return new(Path.Combine(folder, LockFile), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1);
            }
            catch (IOException error) when (error.HResult == Held && Stopwatch.GetElapsedTime(started) < s_patience)
            {
                Thread.Sleep(50);
            }
        }
    }

    private static IndexInformation Fill(string folder, IndexInformation information, SearchIndex vectors, IndexedSamples samples)
    {
        string vectorsPath = Path.Combine(folder, information.VectorsFile), samplesPath = Path.Combine(folder, information.SamplesFile);
        vectors.Write(vectorsPath);
        samples.Write(samplesPath);
        IndexInformation whole = information with { VectorsHash = HashOf(vectorsPath), SamplesHash = HashOf(samplesPath) };
        AtomicFile.WriteText(Path.Combine(folder, InformationFile), JsonSerializer.Serialize(whole, IndexJson.Default.IndexInformation) + "\n", makeFolder: false);
        return whole;
    }

    // Those of earlier generations, and of attempts that were killed.
    private static bool IsOld(string name, IndexInformation next) =>
        name != next.VectorsFile && name != next.SamplesFile
        && ((name.StartsWith("vectors-", StringComparison.Ordinal) && name.EndsWith(".faiss", StringComparison.Ordinal)) || (name.StartsWith("samples-", StringComparison.Ordinal) && name.EndsWith(".jsonl", StringComparison.Ordinal)));

    private static void RequireHash(string path, string expected)
    {
        if (!File.Exists(path)) throw Damaged(path, "it is missing");
        if (HashOf(path) != expected) throw Damaged(path, "its content is not what was written");
    }

    private static string HashOf(string path)
    {
        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }

    private static InvalidDataException Damaged(string path, string problem, Exception? inner = null) => new($"'{path}' is damaged: {problem}. Make the index anew, as 'autodidact index RUN --replace' does.", inner);
}
