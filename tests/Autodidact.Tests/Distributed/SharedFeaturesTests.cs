using Autodidact.Data;
using Autodidact.Data.Loading;
using Autodidact.Data.Views;
using Autodidact.Engine;
using Autodidact.Models;
using Autodidact.Tests.Data.Loading;
using Xunit;

namespace Autodidact.Tests.Distributed;

/// <summary>Several processes read the features of a source as one would.</summary>
public sealed class SharedFeaturesTests
{
    private static readonly ViewPlan s_plan = ViewPlan.Evaluation(8);

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void Every_process_has_what_one_process_has(int size)
    {
        // Whole batches are broken, and the last round has no batch for every process.
        FakeImages source = new(45) { IsBroken = index => index is >= 8 and < 12 or 1 or 44 };
        (float[] Values, int[] Samples, int[] Skipped) one = Worlds.Run(1, _ => Read(source))[0];
        Assert.All(Worlds.Run(size, _ => Read(source)), rank =>
        {
            Assert.Equal(one.Values, rank.Values);
            Assert.Equal(one.Samples, rank.Samples);
            Assert.Equal(one.Skipped, rank.Skipped);
        });
    }

    [Fact]
    public void Cancelling_one_process_ends_all_of_them()
    {
        bool[] cancelled = Worlds.Run(2, world =>
        {
            using CancellationTokenSource source = new();
            int batches = 0;
            try
            {
                foreach (FeatureBatch _ in Reader(new FakeImages(40)).Batches(source.Token))
                {
                    if (++batches == 4 && world.Rank == 1) source.Cancel();
                }
                return false;
            }
            catch (OperationCanceledException)
            {
                return true;
            }
        });
        Assert.Equal([true, true], cancelled);
    }

    private static FeatureReader Reader(ImageSource source) =>
        new(source, s_plan, images => images.Flatten(1), new LoaderOptions { Batch = 4, Threads = 1, MaximumBadShare = 0.5 });

    private static (float[] Values, int[] Samples, int[] Skipped) Read(ImageSource source)
    {
        FeatureReader reader = Reader(source);
        FeatureBatch[] batches = [.. reader.Batches()];
        return ([.. batches.SelectMany(batch => batch.Values)], [.. batches.SelectMany(batch => batch.Samples)], [.. reader.Skipped.Select(bad => bad.Index).Order()]);
    }
}
