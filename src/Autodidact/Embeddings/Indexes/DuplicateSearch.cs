using System.Security.Cryptography;
using System.Text;
using Autodidact.Data;
using Autodidact.Data.Text;
using Autodidact.Engine.Search;
using Autodidact.Evaluation;

namespace Autodidact.Embeddings.Indexes;

/// <summary>
/// Near-duplicates: samples are joined whose features have a cosine of at least a threshold, and those that are joined to the same one are a group. Samples of the same content
/// are found by their content, whatever the encoder makes of them.
/// </summary>
public static class DuplicateSearch
{
    /// <summary>Neighbours of each sample that are looked at; a group may be larger.</summary>
    private const int Neighbours = 10;

    // Samples whose contents one thread reads before it says so.
    private const int ReadTogether = 64;

    // One sample in so many would have a neighbour as near by chance.
    private const double ByChance = 1e-4;

    /// <summary>Finds the groups.</summary>
    /// <param name="index">The samples.</param>
    /// <param name="source">Where they come from, for their contents; null leaves that out.</param>
    /// <param name="threshold">The least cosine of two that are joined, 0 to 1; null for <see cref="Suggest"/>'s.</param>
    /// <param name="progress">Told how far it is.</param>
    /// <param name="cancel">Ends the work.</param>
    public static DuplicateResult Find(VectorIndex index, DataSource? source, double? threshold = null, IProgress<IndexProgress>? progress = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(index);
        int[] rows = index.Samples.Present();
        string?[] contents = source is null ? [] : Contents(source, progress, cancel);
        List<(int One, int Other, float Score)> near = Near(index, rows, progress, cancel, out float[][] distances);
        double least = threshold ?? Suggest(distances);
        DisjointSets sets = new(index.Samples.Rows);
        foreach (IGrouping<string?, int> same in rows.Where(row => ContentOf(index, contents, row) is not null).GroupBy(row => ContentOf(index, contents, row)))
            foreach (int row in same.Skip(1)) sets.Join(same.First(), row);
        // The best first, so that what is noted last of a group is the least that joined it.
        Dictionary<int, double> weakest = [];
        foreach ((int one, int other, float score) in near.Where(pair => pair.Score >= least).OrderByDescending(pair => pair.Score))
            if (sets.Join(one, other)) weakest[sets.Of(one)] = Math.Min(1, score);
        DuplicateGroup[] groups = [.. rows.GroupBy(sets.Of).Where(group => group.Count() > 1).Select(group => Group(index, contents, [.. group], weakest.GetValueOrDefault(group.Key, 1)))
            .OrderByDescending(group => group.Exact).ThenByDescending(group => group.Ids.Count).ThenBy(group => group.Ids[0], StringComparer.Ordinal)];
        return new(groups, rows.Length, least, threshold is null, groups.Sum(group => group.Ids.Count - 1), source is not null);
    }

    /// <summary>
    /// A threshold for these samples: the cosine at which one sample in ten thousand would have its nearest neighbour by chance. Around a sample without duplicates the number of others within a
    /// distance r grows as r to the power of the data's intrinsic dimension; that is taken from the distances to its neighbours (Levina and Bickel 2004, "Maximum likelihood
    /// estimation of intrinsic dimension"), in their median, which a few duplicates do not move. How many would be within r by chance is then told for each sample by how far its tenth neighbour is,
    /// since data are denser in some places than in others, and averaged.
    /// </summary>
    /// <param name="distances">Of each sample the distances of its neighbours, rising; distances are those of unit vectors, <c>sqrt(2 - 2 cosine)</c>.</param>
    /// <returns>Between 0.5 and 0.9999.</returns>
    internal static double Suggest(float[][] distances)
    {
        const double Lowest = 0.5, Highest = 0.9999, Copies = 1e-3;
        const int Halvings = 40;
        // Where ten are all copies, nothing can be told of how far others are.
        float[][] whole = [.. distances.Where(row => row.Length >= 3 && row[^1] > Copies)];
        double[] slopes = [.. whole.Where(row => row[1] > Copies).Select(Slope).Where(slope => slope > 0).Order()];
        if (slopes.Length == 0) return Highest;
        double dimension = Math.Max(1, 1 / slopes[slopes.Length / 2]);
        (double low, double high) = (0, whole.Max(row => (double)row[^1]));
        for (int i = 0; i < Halvings; i++)
        {
            double middle = (low + high) / 2;
            if (whole.Average(row => Math.Min(1, row.Length * Math.Pow(middle / row[^1], dimension))) > ByChance) high = middle;
            else low = middle;
        }
        return Math.Clamp(1 - (low * low / 2), Lowest, Highest);
    }

    // The mean logarithm of how much farther the last neighbour is than those before it: one over the dimension.
    private static double Slope(float[] row) => row[1..^1].Average(distance => Math.Log(row[^1] / distance));

    private static List<(int One, int Other, float Score)> Near(VectorIndex index, int[] rows, IProgress<IndexProgress>? progress, CancellationToken cancel, out float[][] distances)
    {
        const int AtOnce = 4096;
        List<(int, int, float)> near = [];
        List<float[]> all = [];
        foreach (int[] some in rows.Chunk(AtOnce))
        {
            Neighbours found = index.Find(index.Vectors(some), some.Length, Neighbours + 1, null, cancel);
            for (int query = 0; query < some.Length; query++)
            {
                List<float> own = [];
                for (int i = 0; i < found.K; i++)
                {
                    long other = found.IdsOf(query)[i];
                    if (other < 0 || own.Count == Neighbours) break;
                    if (other == some[query]) continue;
                    float score = found.ScoresOf(query)[i];
                    own.Add(MathF.Sqrt(MathF.Max(0, 2 - (2 * score))));
                    near.Add((some[query], (int)other, score));
                }
                all.Add([.. own]);
            }
            progress?.Report(new("comparing", all.Count, rows.Length));
        }
        distances = [.. all];
        return near;
    }

    private static DuplicateGroup Group(VectorIndex index, string?[] contents, int[] rows, double least)
    {
        string?[] held = [.. rows.Select(row => ContentOf(index, contents, row))];
        bool exact = held[0] is not null && held.All(content => content == held[0]);
        return new([.. rows.Select(row => index.Samples[row]!)], exact ? 1 : least, exact);
    }

    private static string? ContentOf(VectorIndex index, string?[] contents, int row) =>
        index.Samples.PlaceOf(row) is (0, int place) && place < contents.Length ? contents[place] : null;

    private static string?[] Contents(DataSource source, IProgress<IndexProgress>? progress, CancellationToken cancel)
    {
        string?[] contents = new string?[source.Count];
        int done = 0;
        SharedWork.Over((source.Count + ReadTogether - 1) / ReadTogether, block =>
        {
            int first = block * ReadTogether, end = Math.Min(source.Count, first + ReadTogether);
            for (int sample = first; sample < end; sample++) contents[sample] = ContentOf(source, sample);
            lock (contents) progress?.Report(new("reading", done += end - first, source.Count));
        }, cancel);
        return contents;
    }

    private static string? ContentOf(DataSource source, int sample)
    {
        try
        {
            return source switch
            {
                ImageSource pictures => pictures.Read(sample) is var picture ? $"{picture} {Convert.ToHexString(SHA256.HashData(picture.Pixels))}" : null,
                TextSource texts => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(texts.Read(sample).Text))),
                _ => null,
            };
        }
        catch (BadSampleException)
        {
            return null;        // it has no vector either
        }
    }
}
