using Autodidact.Data;
using Autodidact.Data.Views;
using Autodidact.Engine;
using Autodidact.Evaluation;
using Autodidact.Evaluation.Metrics;
using Autodidact.Models;
using Autodidact.Tests.Support;
using Autodidact.Tests.Training;
using Autodidact.Training;
using Xunit;

namespace Autodidact.Tests.Evaluation;

public sealed class LidarTests
{
    // Expected: eigenvalues of S_w^(-1/2) S_b S_w^(-1/2) by symmetric eigendecompositions in PyTorch, double precision.
    [Theory]
    [InlineData(6, 4, 3.4215458064958)]
    [InlineData(4, 9, 1.0941340007862725)]
    public void The_rank_is_that_of_the_discriminant_matrix(int pictures, int dimension, double expected) =>
        Assert.Equal(expected, Lidar.Of(Waves(3, pictures, dimension), 3, dimension), 1e-9);

    [Fact]
    public void Directions_that_tell_pictures_apart_count_and_those_that_only_views_use_do_not()
    {
        float[] two = Pictures(clean: 2), four = Pictures(clean: 4);
        Assert.InRange(Lidar.Of(two, 10, 6), 1.8, 2.4);
        Assert.InRange(Lidar.Of(four, 10, 6), 3.6, 4.4);
        Assert.Equal(1, Lidar.Of(new float[10 * 5 * 3], 10, 3));

        // The first dimensions differ between pictures, all scatter alike between views, the others twenty times as much.
        float[] Pictures(int clean)
        {
            Draws draws = new(new DrawKey(1, 0, 0, clean), DrawPurpose.Other);
            float[] centres = new float[200 * 6], values = new float[10 * 200 * 6];
            for (int i = 0; i < centres.Length; i++) centres[i] = i % 6 < clean ? (float)draws.Uniform(-1, 1) : 0;
            for (int i = 0; i < values.Length; i++) values[i] = centres[i % centres.Length] + (float)((i % 6 < clean ? 0.1 : 2) * draws.Uniform(-1, 1));
            return values;
        }
    }

    [Fact]
    public async Task A_run_writes_it_down_and_can_keep_the_best_by_it()
    {
        using TemporaryFolder folder = new();
        PretrainOptions options = SmallRun.Options(folder["run"]) with { Keep = CheckpointPolicy.Best, KeepBy = "lidar", KnnEvery = 1 };
        Run run = await Pretraining.RunAsync(options, observers: ProbeObserver.Usual(1));
        double?[] measured = [.. MetricsLog.Read(run.Folder.Metrics).Where(line => line.Figures.ContainsKey("lidar")).Select(line => (double?)line.Figures["lidar"])];
        Assert.Equal(2, measured.Length);
        Assert.All(measured, value => Assert.InRange(value!.Value, 1, 24));

        // And the run is the one that it would have been without.
        Run unwatched = await Pretraining.RunAsync(SmallRun.Options(folder["unwatched"]));
        Run watched = await Pretraining.RunAsync(SmallRun.Options(folder["watched"]), observers: [new LidarObserver(1)]);
        Assert.Equal(File.ReadAllBytes(Path.Combine(unwatched.Folder.Encoder, "encoder.safetensors")), File.ReadAllBytes(Path.Combine(watched.Folder.Encoder, "encoder.safetensors")));
    }

    [Fact]
    public void It_looks_at_the_runs_own_views_and_leaves_random_numbers_alone()
    {
        using TemporaryFolder folder = new();
        using Encoder encoder = CardTests.Small(seed: 1);
        ImageSource source = DataSources.Open("shapes:count=40,size=16");
        byte[] random = TorchRuntime.GetGeneratorState();
        float[] once = [.. FeatureReader.Of(encoder, source).Batches().SelectMany(batch => batch.Values)];
        float[] tenTimes = [.. Enumerable.Repeat(once, 10).SelectMany(values => values)];
        Assert.Equal(Lidar.Of(tenTimes, 10, encoder.FeatureSize), Measure(ViewPlan.Evaluation(16)), 1e-5);      // a frozen network rounds otherwise
        Assert.NotEqual(Measure(ViewPlan.Evaluation(16)), Measure(ViewPlan.SimClr(16)));
        Assert.Equal(random, TorchRuntime.GetGeneratorState());

        double Measure(ViewPlan plan)
        {
            LidarObserver observer = new(1);
            observer.Started(new(RunFolder.Create(folder["run"]), "simclr", "resnet18", 8, 0, 10, 5, 1, source, encoder) { Plans = [plan, plan] });
            TrainingEpoch epoch = new(2, 1, 5, 1.0);
            observer.EpochCompleted(epoch);
            return epoch.Figures["lidar"];
        }
    }

    private static float[] Waves(int views, int pictures, int dimension)
    {
        float[] values = new float[views * pictures * dimension];
        for (int i = 0; i < values.Length; i++)
        {
            (int view, int picture, int d) = (i / (pictures * dimension), i / dimension % pictures, i % dimension);
            values[i] = (float)(Math.Sin(1.7 * picture * (d + 1)) + (0.3 * Math.Cos((2.3 * view) + (0.9 * picture * d) + (0.5 * d))));
        }

        return values;
    }
}
