using System.Diagnostics;
using System.Globalization;
using Autodidact.Embeddings.Maps.Tsne;
using Autodidact.Embeddings.Maps.Umap;
using Autodidact.Engine;
using Autodidact.Engine.Serialization;
using Autodidact.Evaluation;
using Autodidact.Evaluation.Metrics;

/// <summary>How long a map of features takes, and how far it can be trusted. bench/peers/maps_python.py does the same with umap-learn and scikit-learn.</summary>
internal static class MapSpeed
{
    public static void Measure(string method, string features, string map, int threads, int runs)
    {
        NumpyArray array = NumpyFile.Read(features);
        (float[] values, int dimension) = (array.Values<float>().ToArray(), (int)array.Shape[1]);
        TorchRuntime.Threads = threads;
        for (int run = 0; run < runs; run++)
        {
            Stages stages = new();
            TimeSpan before = Process.GetCurrentProcess().TotalProcessorTime;
            float[] places = method == "tsne"
                ? Tsne.Lay(values, dimension, new() { Threads = threads, Seed = (ulong)run }, stages).Places
                : Umap.Lay(values, dimension, new() { Threads = threads, Seed = (ulong)run }, stages);
            string times = stages.End(out double seconds);
            double processor = (Process.GetCurrentProcess().TotalProcessorTime - before).TotalSeconds;
            double trust = Neighbourhoods.Measure(values, dimension, places, threads: threads).Trustworthiness;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $$"""{"method": "{{method}}", "seconds": {{seconds:F3}}, "cpu_seconds": {{processor:F2}}, "trustworthiness": {{trust:F4}}, "stages": "{{times}}"}"""));
            NumpyRowFile.Write(map.Replace("#", $"{run}", StringComparison.Ordinal), 2, [places]);
        }
    }

    // When each stage began.
    private sealed class Stages : IProgress<EvaluationProgress>
    {
        private readonly long _start = Stopwatch.GetTimestamp();
        private readonly List<string> _begun = [];
        private string _last = "";

        public void Report(EvaluationProgress value)
        {
            string name = value.Stage.Split(' ')[0];
            if (name == _last) return;
            _begun.Add(string.Create(CultureInfo.InvariantCulture, $"{name} from {Stopwatch.GetElapsedTime(_start).TotalSeconds:F2}"));
            _last = name;
        }

        public string End(out double seconds)
        {
            seconds = Stopwatch.GetElapsedTime(_start).TotalSeconds;
            return string.Join(", ", _begun);
        }
    }
}
