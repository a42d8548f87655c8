using Autodidact.Data;
using Autodidact.Data.Loading;
using Autodidact.Evaluation;
using Autodidact.Evaluation.Comparison;
using Autodidact.Models;
using Autodidact.Tests.Support;
using Autodidact.Tests.Training;
using Autodidact.Training;
using Xunit;

namespace Autodidact.Tests.Evaluation;

/// <summary>Features that were read are not read again, unless what they depend on has changed or their file is damaged.</summary>
public sealed class FeatureCacheTests : IDisposable
{
    private const long Plenty = 1 << 24;

    private static readonly EvaluationOptions s_options = new() { With = ["knn"], K = 3, Temperature = 0.1, Threads = 1 };

    private readonly TemporaryFolder _folder = new();
    private readonly List<string> _notes = [], _stages = [];

    [Fact]
    public async Task A_second_evaluation_reads_what_the_first_kept()
    {
        Run run = await Pretraining.RunAsync(SmallRun.Options(_folder["run"]) with { Steps = 2, Epochs = null });
        using Encoder encoder = Encoder.Load(run.Folder.Encoder);
        EvaluationCard first = await Measure(run, encoder, s_options);
        Assert.Equal(6, Files(run).Length);
        Assert.Equal(6, _stages.Count(stage => stage.StartsWith("features of", StringComparison.Ordinal)));

        _stages.Clear();
        EvaluationCard second = await Measure(run, encoder, s_options with { With = ["knn", "retrieval"] });
        Assert.DoesNotContain(_stages, stage => stage.StartsWith("features of", StringComparison.Ordinal));
        Assert.Equal(first.Results.Select(row => row.Value), second.Results.Where(row => row.Evaluation == "knn").Select(row => row.Value));

        // Another seed draws another network, and nothing else.
        await Measure(run, encoder, s_options with { Seed = 1 });
        Assert.Equal(["features of random-init, test", "features of random-init, train"], _stages.Where(stage => stage.StartsWith("features of", StringComparison.Ordinal)).Order());
        Assert.Equal(8, Files(run).Length);
        Assert.Empty(_notes);
    }

    [Fact]
    public async Task A_damaged_file_is_read_anew_with_a_note()
    {
        Run run = await Pretraining.RunAsync(SmallRun.Options(_folder["run"]) with { Steps = 2, Epochs = null });
        using Encoder encoder = Encoder.Load(run.Folder.Encoder);
        EvaluationCard first = await Measure(run, encoder, s_options);
        foreach (string file in Files(run))
        {
            byte[] bytes = File.ReadAllBytes(file);
            bytes[^3] ^= 16;
            File.WriteAllBytes(file, bytes);
        }

        EvaluationCard second = await Measure(run, encoder, s_options);
        Assert.Equal(first.Results.Select(row => row.Value), second.Results.Select(row => row.Value));
        Assert.Equal(6, _notes.Count);
        Assert.All(_notes, note => Assert.Contains("read anew", note, StringComparison.Ordinal));
        _notes.Clear();
        await Measure(run, encoder, s_options);
        Assert.Empty(_notes);
    }

    [Fact]
    public void That_nothing_can_be_kept_is_said_once()
    {
        RunFolder run = RunFolder.Create(_folder["run"]);
        File.WriteAllText(Path.Combine(run.FullPath, FeatureCache.FolderName), "in the way");
        List<string> notes = [];
        FeatureCache cache = FeatureCache.Of(run, "weights", Plenty, notes.Add)!;
        foreach (string key in (string[])["one", "two"]) cache.Keep(key, new(new float[4], 4, [0]), []);
        Assert.Contains("not kept", Assert.Single(notes), StringComparison.Ordinal);
    }

    [Fact]
    public void The_oldest_go_first_and_what_is_too_large_is_not_kept()
    {
        RunFolder run = RunFolder.Create(_folder["run"]);
        FeatureCache cache = FeatureCache.Of(run, "weights", mostBytes: 6000)!;
        FeatureBatch features = new(new float[400], 4, [.. Enumerable.Range(0, 100)]);
        foreach (string key in (string[])["one", "two", "three"])
        {
            cache.Keep(key, features, []);
            foreach (string file in Directory.GetFiles(Path.Combine(run.FullPath, FeatureCache.FolderName))) File.SetLastWriteTimeUtc(file, File.GetLastWriteTimeUtc(file).AddMinutes(-1));
        }

        Assert.Null(cache.Find("one", 100, out _));
        Assert.Equal(features.Values, cache.Find("three", 100, out _)!.Values);
        cache.Keep("large", new(new float[800], 4, [.. Enumerable.Range(0, 200)]), []);
        Assert.Null(cache.Find("large", 200, out _));
        Assert.Null(FeatureCache.Of(run, weights: null, Plenty));
        Assert.Null(FeatureCache.Of(run, "weights", mostBytes: 0));
    }

    [Fact]
    public void Broken_samples_are_kept_with_the_features_and_what_does_not_fit_is_refused()
    {
        string path = _folder["f.safetensors"];
        FeatureCache.Write(path, "key", new([1, 2, 3, 4], 2, [0, 2]), [new(1, "b.png", "is no picture")]);
        FeatureBatch read = FeatureCache.Read(path, "key", 3, out IReadOnlyList<BadSample> broken);
        Assert.Equal((2, "b.png: is no picture"), (read.Dimension, Assert.Single(broken).ToString()));
        Assert.Equal([0, 2], read.Samples);
        foreach ((string key, int count) in new[] { ("other", 3), ("key", 2), ("key", 1) })
            Assert.Throws<InvalidDataException>(() => FeatureCache.Read(path, key, count, out _));
        FeatureCache.Write(path, "key", new([1, 2, 3, 4], 2, [2, 0]), []);
        Assert.Throws<InvalidDataException>(() => FeatureCache.Read(path, "key", 3, out _));
    }

    public void Dispose() => _folder.Dispose();

    private async Task<EvaluationCard> Measure(Run run, Encoder encoder, EvaluationOptions options)
    {
        FeatureCache cache = FeatureCache.Of(run.Folder, EvaluationStore.EncoderOf(run.Folder), Plenty, _notes.Add)!;
        return await Evaluator.MeasureAsync(encoder, LabelledParts.Open("shapes:count=40,test=30,size=16"), cache, options, new Stages(_stages));
    }

    private static string[] Files(Run run) => Directory.GetFiles(Path.Combine(run.Folder.FullPath, FeatureCache.FolderName));

    private sealed class Stages(List<string> stages) : IProgress<EvaluationProgress>
    {
        public void Report(EvaluationProgress value)
        {
            if (!stages.Contains(value.Stage)) stages.Add(value.Stage);
        }
    }
}
