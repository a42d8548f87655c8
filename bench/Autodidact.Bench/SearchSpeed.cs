using System.Diagnostics;
using System.Globalization;
using System.Numerics;
using Autodidact.Engine;
using Autodidact.Engine.Search;

/// <summary>
/// What indexes find, how fast, and what they cost, on vectors that lie as embeddings do: a mixture of a thousand clusters, each around a centre of its own and stretched along 16 directions of its
/// own, the first most, with a little noise in all directions; of length 1. Queries are drawn from the same mixture, and none is in the index.
/// </summary>
internal static class SearchSpeed
{
    private const int Dimension = 128, Clusters = 1000, Directions = 16, Queries = 2000, K = 10, Block = 8192;

    public static void Measure(int count, string[] kinds)
    {
        TorchRuntime.Threads = Environment.ProcessorCount;
        Mixture mixture = new(1);
        float[] vectors = mixture.Draw(count, 2), queries = mixture.Draw(Queries, 3);
        Stopwatch clock = Stopwatch.StartNew();
        Neighbours exact = ExactSearch.Find(queries, vectors, Dimension, K);
        Console.WriteLine(Said($"{count:N0} x {Dimension}, {Queries:N0} queries at once on {TorchRuntime.Threads} threads, recall@{K}; mean cosine of the nearest {Enumerable.Range(0, Queries).Average(query => exact.ScoresOf(query)[0]):0.000}, of the tenth {Enumerable.Range(0, Queries).Average(query => exact.ScoresOf(query)[^1]):0.000}"));
        Console.WriteLine(Said($"flat: recall 1, {Queries / clock.Elapsed.TotalSeconds:N0} queries/s, {count * Dimension * 4L / 1048576.0:N0} MiB ({clock.Elapsed.TotalSeconds:0.0} s)"));
        int lists = 1 << (int)Math.Round(Math.Log2(4 * Math.Sqrt(count)));
        if (kinds.Contains("ivf_pq")) Of(new() { Kind = SearchIndexKind.IvfPq, Lists = lists, CodeBytes = 16, Expected = count }, [4, 8, 16, 32, 64, 128], $"ivf_pq, {lists:N0} lists, 16 bytes", vectors, queries, exact);
        if (kinds.Contains("hnsw")) Of(new() { Kind = SearchIndexKind.Hnsw, Expected = count }, [16, 32, 64, 128, 256, 512], "hnsw, 16 links, construction 64", vectors, queries, exact);
    }

    private static void Of(SearchIndexOptions options, int[] efforts, string name, float[] vectors, float[] queries, Neighbours exact)
    {
        using SearchIndex index = new(Dimension, options);
        int count = vectors.Length / Dimension;
        Stopwatch clock = Stopwatch.StartNew();
        double began = Processor();
        if (options.Kind == SearchIndexKind.IvfPq)
        {
            int trained = Math.Min(count, 64 * options.Lists);
            float[] some = new float[trained * Dimension];
            for (int i = 0; i < trained; i++) Row(vectors, (int)((long)i * count / trained)).CopyTo(some.AsSpan(i * Dimension));
            index.Train(some);
            Console.WriteLine(Said($"{name}: trained in {clock.Elapsed.TotalSeconds:0.0} s"));
        }
        index.Add(vectors);
        Console.WriteLine(Said($"{name}: built in {clock.Elapsed.TotalSeconds:0.0} s ({Processor() - began:0.0} s of processors), {index.Bytes / 1048576.0:N0} MiB"));
        foreach (int effort in efforts)
        {
            index.Search(queries, K, effort);
            // The best of three, and processor time, since others may be busy on the machine.
            (double seconds, double processor) = (double.PositiveInfinity, double.PositiveInfinity);
            Neighbours found = exact;
            for (int round = 0; round < 3; round++)
            {
                clock.Restart();
                double before = Processor();
                found = index.Search(queries, K, effort);
                (seconds, processor) = (Math.Min(seconds, clock.Elapsed.TotalSeconds), Math.Min(processor, Processor() - before));
            }
            double recall = Enumerable.Range(0, Queries).Average(query => exact.IdsOf(query).ToArray().Intersect(found.IdsOf(query).ToArray()).Count() / (double)K);
            Console.WriteLine(Said($"  effort {effort}: recall {recall:0.0000}, {Queries / seconds:N0} queries/s, {Queries / processor:N0} a second of one processor"));
        }
    }

    private static double Processor() => Process.GetCurrentProcess().TotalProcessorTime.TotalSeconds;

    private static Span<float> Row(float[] vectors, int row) => vectors.AsSpan(row * Dimension, Dimension);

    private static string Said(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private sealed class Mixture
    {
        private readonly float[] _centres, _directions;

        public Mixture(int seed)
        {
            Random random = new(seed);
            _centres = Normal(random, Clusters * Dimension);
            _directions = Normal(random, Clusters * Directions * Dimension);
        }

        public float[] Draw(int count, int seed)
        {
            float[] vectors = new float[count * Dimension];
            Parallel.For(0, (count + Block - 1) / Block, block =>
            {
                Random random = new((seed * 1_000_003) + block);
                for (int row = block * Block; row < Math.Min(count, (block + 1) * Block); row++) Draw(random, Row(vectors, row));
            });
            return vectors;
        }

        private void Draw(Random random, Span<float> row)
        {
            int cluster = random.Next(Clusters);
            float[] along = Normal(random, Directions), noise = Normal(random, Dimension);
            for (int i = 0; i < Dimension; i++) row[i] = _centres[(cluster * Dimension) + i] + (0.1f * noise[i]);
            for (int direction = 0; direction < Directions; direction++)
                Add(row, 0.6f / MathF.Sqrt(1 + (0.5f * direction)) * along[direction], _directions.AsSpan(((cluster * Directions) + direction) * Dimension, Dimension));
            float length = 0;
            foreach (float value in row) length += value * value;
            length = MathF.Sqrt(length);
            foreach (ref float value in row) value /= length;
        }

        private static void Add(Span<float> row, float scale, ReadOnlySpan<float> direction)
        {
            for (int i = 0; i < row.Length; i += Vector<float>.Count)
                (new Vector<float>(row[i..]) + (scale * new Vector<float>(direction[i..]))).CopyTo(row[i..]);
        }

        private static float[] Normal(Random random, int count)
        {
            float[] values = new float[count];
            for (int i = 0; i < count; i++) values[i] = (float)(Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()));
            return values;
        }
    }
}
