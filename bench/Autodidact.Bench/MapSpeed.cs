using System.Diagnostics;
using Autodidact.Embeddings.Maps.Umap;
using Autodidact.Engine;
using Autodidact.Engine.Serialization;

/// <summary>How long a map of features takes, and what it is worth. bench/peers/maps_python.py does the same with umap-learn and scikit-learn.</summary>
internal static class MapSpeed
{
    public static void Measure(string method, string path, string? output, int threads, int runs)
    {
        NumpyArray array = NumpyFile.Read(path);
        (float[] values, int dimension) = (array.Values<float>().ToArray(), (int)array.Shape[1]);
        TorchRuntime.Threads = threads;
        for (int run = 0; run < runs; run++)
        {
            long start = Stopwatch.GetTimestamp();
            TimeSpan before = Process.GetCurrentProcess().TotalProcessorTime;
            string last = ""; List<string> stages = [];
            void Note(string stage) { stages.Add($"{last} {Stopwatch.GetElapsedTime(start).TotalSeconds:F2}"); last = stage; }
            float[] places = Umap.Lay(values, dimension, new UmapOptions { Threads = threads, Seed = (ulong)run }, new Stages(stage => { if (stage != last) Note(stage); }));
            Note("");
            double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds, cores = (Process.GetCurrentProcess().TotalProcessorTime - before).TotalSeconds;
            Console.WriteLine($"{{\"method\":\"{method}\",\"seconds\":{seconds:F3},\"cpu_seconds\":{cores:F2},\"stages\":\"{string.Join(", ", stages)}\"}}");
            if (output is not null) NumpyRowFile.Write(output.Replace("#", $"{run}"), 2, [places]);
        }
    }

    private sealed class Stages(Action<string> note) : IProgress<Autodidact.Embeddings.Maps.MapProgress>
    {
        public void Report(Autodidact.Embeddings.Maps.MapProgress value) => note(value.Stage);
    }
}
