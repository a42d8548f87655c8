using System.Diagnostics;
using System.Text.Json;
using Autodidact.Data;
using Autodidact.Embeddings;
using Autodidact.Engine;
using Autodidact.Models;
using Autodidact.Models.ResNets;
using Autodidact.Models.Transformers;

/// <summary>How fast a source of pictures is embedded, from the first file to the last row on the disk, by a network of random weights in fp32. One JSON line, as bench/peers/embed_torch.py prints it.</summary>
internal static class EmbedSpeed
{
    private const int WarmUp = 32;

    /// <param name="data">The pictures.</param>
    /// <param name="model"><c>resnet18</c>, <c>resnet50</c> or <c>vit</c> (ViT-Ti, patches of 16).</param>
    /// <param name="size">Rows and columns of a view.</param>
    /// <param name="threads">Threads that compute.</param>
    /// <param name="repeats">How often the source is gone through, to see whether memory grows with it.</param>
    public static async Task MeasureAsync(string data, string model, int size, int threads, int repeats)
    {
        BackboneOptions options = (model switch { "resnet18" => new ResNet18Options(), "resnet50" => new ResNet50Options(), _ => (BackboneOptions)new VitTinyOptions() }).Resolve(size);
        using Encoder encoder = new(options.Create(), options, new ImagePreprocessing { Size = size });
        encoder.Backbone.ToChannelsLast();
        encoder.Backbone.Evaluate();
        ImageSource source = DataSources.Open(data);
        if (repeats > 1) source = source.Choose(Enumerable.Range(0, repeats).SelectMany(_ => Enumerable.Range(0, source.Count)), data);
        string path = Path.Combine(Path.GetTempPath(), $"embed-speed-{Environment.ProcessId}.npy");
        try
        {
            await Embedder.WriteAsync(encoder, source.First(WarmUp), path, threads: threads);
            TimeSpan before = Environment.CpuUsage.TotalTime;
            Stopwatch clock = Stopwatch.StartNew();
            EmbedResult result = await Embedder.WriteAsync(encoder, source, path, threads: threads);
            Console.WriteLine(JsonSerializer.Serialize(new
            {
                images_per_second = result.Count / clock.Elapsed.TotalSeconds,
                processor_ms_per_image = (Environment.CpuUsage.TotalTime - before).TotalMilliseconds / result.Count,
                images = result.Count,
                dimension = result.Dimension,
                torch = TorchRuntime.Version,
                peak_mib = Process.GetCurrentProcess().PeakWorkingSet64 >> 20,
            }));
        }
        finally
        {
            foreach (string file in Directory.EnumerateFiles(Path.GetTempPath(), $"embed-speed-{Environment.ProcessId}.*")) File.Delete(file);
        }
    }
}
