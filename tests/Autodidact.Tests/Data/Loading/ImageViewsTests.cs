using Autodidact.Data;
using Autodidact.Data.Loading;
using Autodidact.Data.Views;
using Autodidact.Engine;
using Xunit;

namespace Autodidact.Tests.Data.Loading;

public sealed class ImageViewsTests
{
    // Three groups, the last as large as the first: groups are consecutive views, not sizes.
    private static readonly ViewPlan[] s_plans = [Plan(8, 0.3), Plan(8, 0.5), Plan(5, 0.1), Plan(5, 0.1), Plan(5, 0.2), Plan(8, 0.4)];
    private static readonly int[] s_groupViews = [2, 3, 1], s_sizes = [8, 5, 8];

    [Theory]
    [InlineData(7, 1, true)]
    [InlineData(8, 3, false)]
    public void Groups_hold_what_the_plans_give_for_each_view(int batchSize, int threads, bool dropLast)
    {
        FakeImages source = new(19);
        using ViewLoader loader = new(source, s_plans, new LoaderOptions { Batch = batchSize, Seed = 4, Threads = threads, DropLast = dropLast });
        int batches = 0;
        foreach (ImageViews batch in loader.Epoch(1))
        {
            using (batch)
            {
                batches++;
                Check(batch, source, [.. batch.Samples], seed: 4, epoch: 1);
            }
        }

        Assert.Equal(dropLast ? 2 : 3, batches);
    }

    [Fact]
    public void Views_of_one_size_are_those_of_a_loader_of_that_size()
    {
        FakeImages source = new(12);
        LoaderOptions options = new() { Batch = 6, Seed = 2 };
        // Draws go by the view's number over all groups: the same plans at one size, at the same numbers.
        using ViewLoader several = new(source, s_plans, options), single = new(source, [.. s_plans.Select(plan => plan.Size == 8 ? plan : Plan(8, 1))], options);
        using ImageViews batch = several.Epoch(0).First(), other = single.Epoch(0).First();
        using TensorScope scope = new();
        foreach (int view in (int[])[0, 1, 5]) Assert.Equal(other.View(view).ToArray<float>(), batch.View(view).ToArray<float>());
        Assert.Equal(other.AllViews.ToArray<float>(), other.Groups.Single().ToArray<float>());
        Assert.Equal([6], other.GroupViews);
    }

    [Fact]
    public void What_needs_one_size_says_what_else_there_is()
    {
        using ViewLoader loader = new(new FakeImages(4), s_plans, new LoaderOptions { Batch = 4 });
        using ImageViews batch = loader.Epoch(0).First();
        string message = Assert.Throws<InvalidOperationException>(() => batch.AllViews).Message;
        Assert.Contains("2 views of 8 x 8, 3 views of 5 x 5, 1 view of 8 x 8", message, StringComparison.Ordinal);
        Assert.Contains("Groups", message, StringComparison.Ordinal);
        Assert.Contains("GroupPixels", Assert.Throws<InvalidOperationException>(() => batch.Pixels.Length).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => batch.View(6));
        Assert.Throws<ArgumentOutOfRangeException>(() => batch.View(-1));
    }

    [Fact]
    public void A_part_holds_its_pictures_in_all_groups()
    {
        FakeImages source = new(9) { LabelOf = index => index % 3 };
        using ViewLoader loader = new(source, s_plans, new LoaderOptions { Batch = 9, Seed = 4, Labels = true });
        using ImageViews batch = loader.Epoch(1).First();
        foreach ((int first, int count) in ((int, int)[])[(0, 3), (3, 3), (2, 7), (8, 1), (0, 9)])
        {
            using ImageViews part = batch.Part(first, count);
            Check(part, source, [.. batch.Samples.Skip(first).Take(count)], seed: 4, epoch: 1);
            Assert.Equal(part.Samples.Select(sample => sample % 3L), part.Labels.ToArray<long>());
        }
    }

    [Fact]
    public void The_memory_of_a_group_outlives_the_batch_for_as_long_as_it_is_used()
    {
        using ViewLoader loader = new(new FakeImages(24), s_plans, new LoaderOptions { Batch = 4, QueueLength = 1 });
        using TensorScope scope = new();
        ImageViews batch = loader.Epoch(0).First();
        IReadOnlyList<Tensor> groups = batch.Groups;
        Tensor indices = batch.Indices, last = groups[2].Detach();
        float[] before = last.ToArray<float>();
        batch.Dispose();
        batch.Dispose();
        Assert.All([.. groups, indices], tensor => Assert.False(tensor.IsAlive));
        foreach (ImageViews other in loader.Epoch(0)) other.Dispose();
        Assert.Equal(before, last.ToArray<float>());
        Assert.Throws<ObjectDisposedException>(() => batch.Groups);
        Assert.Throws<ObjectDisposedException>(() => batch.Indices);
        Assert.Throws<ObjectDisposedException>(() => batch.Part(0, 1));
    }

    [Fact]
    public void A_stand_in_for_a_broken_sample_has_its_own_index_and_label()
    {
        FakeImages source = new(40) { IsBroken = index => index % 10 == 3, LabelOf = index => index % 7 == 0 ? null : index };
        using ViewLoader loader = new(source, s_plans, new LoaderOptions { Batch = 20, Labels = true, MaximumBadShare = 0.5 });
        foreach (ImageViews batch in loader.Epoch(0))
        {
            using (batch)
            {
                long[] indices = batch.Indices.ToArray<long>();
                Assert.Equal(batch.Samples.Select(sample => (long)sample), indices);
                Assert.DoesNotContain(indices, index => index % 10 == 3);
                Assert.Equal(indices.Select(index => index % 7 == 0 ? -1 : index), batch.Labels.ToArray<long>());
                Assert.Equal([20], batch.Indices.Shape);
                Assert.Equal((ScalarType.Int64, ScalarType.Int64), (batch.Indices.Type, batch.Labels.Type));
            }
        }

        Assert.NotEmpty(loader.Skipped);
    }

    [Fact]
    public void Nobody_asks_for_labels_unless_told_to()
    {
        using ViewLoader loader = new(new FakeImages(8) { LabelOf = _ => throw new InvalidOperationException("It was asked.") }, s_plans, new LoaderOptions { Batch = 8 });
        using ImageViews batch = loader.Epoch(0).First();
        Assert.Contains("LoaderOptions.Labels", Assert.Throws<InvalidOperationException>(() => batch.Labels).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Pictures_with_a_twin_in_the_batch_are_counted()
    {
        // 4 = 9 = 14, 5 = 8; 19 is 4 with one bit changed.
        byte[] Pixels(int index)
        {
            byte[] pixels = new byte[6 * 7 * 3];
            new Random(index is 9 or 14 or 19 ? 4 : index == 8 ? 5 : index).NextBytes(pixels);
            if (index == 19) pixels[^1] ^= 1;
            return pixels;
        }

        FakeImages source = new(20, 6, 7) { PixelsOf = Pixels };
        LoaderOptions options = new() { Batch = 20, Shuffle = false };
        using ViewLoader loader = new(source, s_plans, options);
        using ImageViews batch = loader.Epoch(0).First(), part = batch.Part(3, 6), without = batch.Part(0, 8);
        Assert.Equal(5, batch.Duplicates);
        Assert.Equal(2, part.Duplicates);      // 5 and 8; 4 is there without its twins
        Assert.Equal(0, without.Duplicates);
        using ViewLoader half = new(source, s_plans, options with { Processes = 2, Rank = 1 });
        using ImageViews own = half.Epoch(0).First();
        Assert.Equal(0, own.Duplicates);        // of 10 to 19 only 14
    }

    [Fact]
    public void A_stand_in_that_is_in_the_batch_itself_is_no_twin()
    {
        FakeImages source = new(2) { IsBroken = index => index == 1 };
        using ViewLoader loader = new(source, s_plans, new LoaderOptions { Batch = 2, MaximumBadShare = 0.9 });
        using ImageViews batch = loader.Epoch(0).First();
        Assert.Equal([0, 0], batch.Samples);
        Assert.Equal(0, batch.Duplicates);
    }

    [Fact]
    public void The_hash_knows_every_byte_and_the_shape()
    {
        HashSet<ulong> seen = [];
        // Lengths around the blocks that it reads.
        foreach (int width in (int[])[1, 20, 21, 22, 42, 43, 64, 100])
        {
            byte[] pixels = new byte[3 * width];
            Assert.True(seen.Add(PixelHash.Of(new Image(width, 1, 3, pixels))));
            Assert.Equal(PixelHash.Of(new Image(width, 1, 3, pixels)), PixelHash.Of(new Image(width, 1, 3, pixels.ToArray())));
            for (int i = 0; i < pixels.Length; i++)
            {
                pixels[i] = 1;
                Assert.True(seen.Add(PixelHash.Of(new Image(width, 1, 3, pixels))), $"byte {i} of {pixels.Length}");
                pixels[i] = 0;
            }
        }

        byte[] zeros = new byte[30];
        foreach ((int width, int height, int channels) in ((int, int, int)[])[(10, 1, 3), (1, 10, 3), (5, 2, 3), (30, 1, 1), (1, 30, 1), (5, 6, 1)])
            Assert.True(seen.Add(PixelHash.Of(new Image(width, height, channels, zeros))), $"{width} x {height}, {channels}");
    }

    [Fact]
    public void Reading_features_leaves_broken_samples_out_with_their_labels()
    {
        FakeImages source = new(11) { IsBroken = index => index is 2 or 3, LabelOf = index => 100 + index };
        EvaluationLoader loader = new(source, Plan(8, 1), new LoaderOptions { Batch = 6, Labels = true, MaximumBadShare = 0.5 });
        List<long> labels = [];
        foreach (ImageViews batch in loader.Batches())
        {
            using (batch) labels.AddRange(batch.Labels.ToArray<long>());
        }

        Assert.Equal([100L, 101, 104, 105, 106, 107, 108, 109, 110], labels);
    }

    [Fact]
    public void A_batch_that_memory_cannot_hold_is_an_error_at_once()
    {
        DataException error = Assert.Throws<DataException>(() => new ViewLoader(new FakeImages(1 << 20), [Plan(512, 1), Plan(64, 1)], new LoaderOptions { Batch = 1 << 20 }));
        Assert.Contains("1 view of 512 x 512, 1 view of 64 x 64", error.Message, StringComparison.Ordinal);
        Assert.Contains("at most 2688", error.Message, StringComparison.Ordinal);
    }

    private static ViewPlan Plan(int size, double scale) => ViewPlan.SimClr(size, new ViewOptions { MinScale = scale });

    /// <summary>All tensors and pixels of a batch against the plans, rendered one by one.</summary>
    private static void Check(ImageViews batch, FakeImages source, int[] samples, ulong seed, int epoch)
    {
        using TensorScope scope = new();
        Assert.Equal((6, samples.Length, 8), (batch.Views, batch.Batch, batch.Size));
        Assert.Equal(samples, batch.Samples);
        Assert.Equal(s_groupViews, batch.GroupViews);
        Assert.Equal(samples.Select(sample => (long)sample), batch.Indices.ToArray<long>());
        int view = 0;
        for (int group = 0; group < s_groupViews.Length; group++)
        {
            int size = s_sizes[group];
            List<float> expected = [];
            for (int place = 0; place < s_groupViews[group]; place++, view++)
            {
                List<float> pixels = [];
                foreach (int sample in samples)
                {
                    float[] pixel = new float[3 * size * size];
                    s_plans[view].Render(source.Read(sample), new DrawKey(seed, epoch, sample, view), pixel, new ViewScratch());
                    pixels.AddRange(pixel);
                }

                Assert.Equal([samples.Length, 3, size, size], batch.View(view).Shape);
                Assert.Equal(pixels, batch.View(view).Permute([0, 2, 3, 1]).ToArray<float>());
                expected.AddRange(pixels);
            }

            Assert.Equal(expected, batch.GroupPixels(group).ToArray());
            Tensor tensor = batch.Groups[group];
            Assert.Equal([s_groupViews[group] * samples.Length, 3, size, size], tensor.Shape);
            Assert.True(tensor.IsChannelsLast);
            Assert.Equal(0, tensor.Data % 64);
            Assert.Equal(expected, tensor.Permute([0, 2, 3, 1]).ToArray<float>());
        }
    }
}
