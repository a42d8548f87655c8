using System.Runtime.InteropServices;
using Autodidact.Data;
using Autodidact.Data.Loading;
using Autodidact.Data.Views;
using Autodidact.Engine;
using Xunit;

namespace Autodidact.Tests.Data.Loading;

public sealed class ViewLoaderTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);
    private static readonly ViewPlan s_plan = ViewPlan.SimClr(8, new ViewOptions { BlurProbability = 0.5, SolarizeProbability = 0.2 });

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(8)]
    public void Bytes_do_not_depend_on_the_number_of_threads(int threads)
    {
        FakeImages source = new(103) { IsBroken = index => index % 29 == 7 };
        Assert.Equal(Epochs(source, new LoaderOptions { Batch = 20, Seed = 5, Threads = 2 }, 3), Epochs(source, new LoaderOptions { Batch = 20, Seed = 5, Threads = threads, QueueLength = 1 }, 3));
    }

    [Fact]
    public void Epochs_and_seeds_differ()
    {
        FakeImages source = new(40);
        List<byte[]> first = Epochs(source, new LoaderOptions { Batch = 20, Seed = 5 }, 2), second = Epochs(source, new LoaderOptions { Batch = 20, Seed = 6 }, 2);
        Assert.Equal(8, first.Concat(second).DistinctBy(Convert.ToHexString).Count());
    }

    [Fact]
    public void A_resumed_epoch_continues_with_the_same_bytes()
    {
        FakeImages source = new(64);
        LoaderOptions options = new() { Batch = 8, Seed = 1, Threads = 2 };
        List<byte[]> all = Epochs(source, options, 2);
        using ViewLoader loader = Loader(source, options);
        List<byte[]> resumed = [.. loader.Epoch(0, 5).Select(Take), .. loader.Epoch(1).Select(Take)];
        Assert.Equal(all[5..], resumed);
        Assert.Equal(all[3..6], [.. loader.Epoch(0, 3).Take(3).Select(Take)]);
    }

    [Fact]
    public void An_epoch_visits_every_sample_once()
    {
        using ViewLoader loader = Loader(new FakeImages(50), new LoaderOptions { Batch = 16, DropLast = false });
        List<ImageViews> batches = [.. loader.Epoch(0)];
        Assert.Equal([16, 16, 16, 2], batches.Select(batch => batch.Batch));
        Assert.Equal(Enumerable.Range(0, 50), batches.SelectMany(batch => batch.Samples).Order());
        Assert.NotEqual(Enumerable.Range(0, 16), batches[0].Samples);
        foreach (ImageViews batch in batches) batch.Dispose();
    }

    [Fact]
    public void Pixels_are_those_of_the_plan_view_by_view()
    {
        FakeImages source = new(9);
        using ViewLoader loader = Loader(source, new LoaderOptions { Batch = 4, Seed = 3 });
        float[] expected = new float[s_plan.Length];
        foreach (ImageViews batch in loader.Epoch(2))
        {
            using (batch)
            {
                for (int row = 0; row < 2 * batch.Batch; row++)
                {
                    int sample = batch.Samples[row % batch.Batch];
                    s_plan.Render(source.Read(sample), new DrawKey(3, 2, sample, row / batch.Batch), expected, new ViewScratch());
                    Assert.Equal(expected, batch.Pixels.Slice(row * s_plan.Length, s_plan.Length).ToArray());
                }
            }
        }
    }

    [Fact]
    public void The_tensor_shares_the_memory_and_outlives_the_batch()
    {
        using ViewLoader loader = Loader(new FakeImages(16), new LoaderOptions { Batch = 4 });
        using TensorScope scope = new();
        ImageViews batch = loader.Epoch(0).First();
        Tensor views = batch.AllViews;
        Assert.Equal([8, 3, 8, 8], views.Shape);
        Assert.True(views.IsChannelsLast);
        float[] pixels = batch.Pixels.ToArray(), planes = views.ToArray<float>();
        for (int i = 0; i < pixels.Length; i++)
        {
            int row = i / 192, channel = i / 64 % 3, pixel = i % 64;
            Assert.Equal(pixels[(row * 192) + (pixel * 3) + channel], planes[i]);
        }

        Tensor detached = views.Detach();
        batch.Dispose();
        Assert.False(views.IsAlive);
        foreach (ImageViews other in loader.Epoch(0)) other.Dispose();
        Assert.Equal(planes, detached.ToArray<float>());
    }

    [Fact]
    public void Broken_samples_are_counted_once_named_and_replaced()
    {
        FakeImages source = new(100) { IsBroken = index => index % 20 == 3 };
        using ViewLoader loader = Loader(source, new LoaderOptions { Batch = 10, Threads = 4 });
        List<BadSample> seen = [];
        loader.SampleSkipped += seen.Add;
        for (int epoch = 0; epoch < 3; epoch++)
        {
            foreach (ImageViews batch in loader.Epoch(epoch))
            {
                Assert.Equal(10, batch.Batch);
                Assert.DoesNotContain(batch.Samples, sample => sample % 20 == 3);
                batch.Dispose();
            }
        }

        Assert.Equal(5, loader.Skipped.Count);
        Assert.Equal([3, 23, 43, 63, 83], seen.Select(sample => sample.Index).Order());
        Assert.Contains("fake-23.png: it is empty", seen.Select(sample => sample.ToString()));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(4, 8)]
    public void What_was_skipped_depends_on_the_batches_taken_and_not_on_how_far_the_threads_are(int threads, int queueLength)
    {
        FakeImages source = new(100) { IsBroken = index => index % 12 == 3 };
        using ViewLoader loader = Loader(source, new LoaderOptions { Batch = 10, Threads = threads, QueueLength = queueLength, MaximumBadShare = 0.5 }), other = Loader(source, new LoaderOptions { Batch = 10, MaximumBadShare = 0.5 });
        foreach (ImageViews batch in loader.Epoch(0))
        {
            batch.Dispose();
            Thread.Sleep(2);        // let the threads run ahead
            HashSet<int> met = [.. loader.Skipped];
            Assert.Equal(met.Count, loader.Skipped.Count);
        }
        List<int> afterFour = [];
        int taken = 0;
        foreach (ImageViews batch in other.Epoch(0))
        {
            batch.Dispose();
            if (++taken == 4) afterFour = [.. other.Skipped];
        }
        Assert.Equal(other.Skipped, loader.Skipped);

        // Another process goes on after the fourth batch: it reports only the rest.
        using ViewLoader resumed = Loader(source, new LoaderOptions { Batch = 10, Threads = threads, MaximumBadShare = 0.5 });
        resumed.RestoreSkipped(afterFour);
        List<BadSample> reported = [];
        resumed.SampleSkipped += reported.Add;
        foreach (ImageViews batch in resumed.Epoch(0, 4)) batch.Dispose();
        Assert.Equal(loader.Skipped, resumed.Skipped);
        Assert.Equal(loader.Skipped.Skip(afterFour.Count), reported.Select(bad => bad.Index));
    }

    [Fact]
    public void Too_many_broken_samples_stop_at_the_same_batch_whatever_the_threads_do()
    {
        Assert.Equal(Taken(1, 1), Taken(4, 8));

        int Taken(int threads, int queueLength)
        {
            using ViewLoader loader = Loader(new FakeImages(400) { IsBroken = index => index % 6 == 0 }, new LoaderOptions { Batch = 10, Threads = threads, QueueLength = queueLength });
            int taken = 0;
            Assert.Throws<DataException>(() =>
            {
                foreach (ImageViews batch in loader.Epoch(0))
                {
                    batch.Dispose();
                    taken++;
                    Thread.Sleep(2);
                }
            });
            Assert.InRange(taken, 1, 39);
            return taken;
        }
    }

    [Fact]
    public void Too_many_broken_samples_stop_with_a_sentence()
    {
        using ViewLoader loader = Loader(new FakeImages(1000) { IsBroken = index => index % 2 == 0 }, new LoaderOptions { Batch = 10, Threads = 4 });
        DataException error = Assert.Throws<DataException>(() => Drain(loader));
        Assert.Contains("maximum_bad_share", error.Message, StringComparison.Ordinal);
        // Long before all of the source was tried.
        Assert.InRange(loader.Skipped.Count, 10, 150);
        Assert.Throws<DataException>(() => Drain(loader));
    }

    [Theory]
    [InlineData(3, 1, false)]
    [InlineData(20, 2, false)]
    [InlineData(20, 3, true)]
    [InlineData(1000, 100, false)]
    [InlineData(3, 3, true)]
    public void The_limit_is_a_share_of_the_source(int count, int broken, bool stops)
    {
        // Spread evenly, so that the verdict depends on the share and not on luck.
        using ViewLoader loader = Loader(new FakeImages(count) { IsBroken = index => index * broken / count != (index + 1) * broken / count }, new LoaderOptions { Batch = count });
        if (stops) Assert.Throws<DataException>(() => Drain(loader));
        else Drain(loader);
    }

    [Fact]
    public void An_exception_in_a_thread_reaches_the_consumer()
    {
        FakeImages source = new(100) { BeforeRead = index => { if (index == 60) throw new IOException("the disk is gone"); } };
        using ViewLoader loader = Loader(source, new LoaderOptions { Batch = 10, Threads = 3 });
        Within(s_patience, () => Assert.Equal("the disk is gone", Assert.Throws<IOException>(() => Drain(loader)).Message));
    }

    [Fact]
    public void Cancelling_ends_the_waiting()
    {
        using ManualResetEventSlim open = new();
        using ViewLoader loader = Loader(new FakeImages(20) { BeforeRead = _ => open.Wait(s_patience) }, new LoaderOptions { Batch = 10 });
        // Counted from here, and waiting begins a little later: on a busy machine that may be long.
        using CancellationTokenSource cancel = new(250);
        Within(s_patience, () => Assert.Throws<OperationCanceledException>(() => loader.Epoch(0, 0, cancel.Token).First()));
        open.Set();
        loader.Epoch(0).First().Dispose();
        Assert.True(loader.Waited >= TimeSpan.FromMilliseconds(40));
    }

    [Fact]
    public void Disposing_never_hangs_and_batches_stay_valid()
    {
        for (int round = 0; round < 20; round++)
        {
            ViewLoader loader = Loader(new FakeImages(64), new LoaderOptions { Batch = 8, Threads = 4, QueueLength = 2 });
            ImageViews held = loader.Epoch(0).First();
            Within(s_patience, loader.Dispose);
            Assert.Contains(held.Pixels.ToArray(), value => value != 0);
            held.Dispose();
            Assert.Throws<ObjectDisposedException>(() => held.Pixels.Length);
            Assert.Throws<ObjectDisposedException>(() => loader.Epoch(0).First());
        }
    }

    [Fact]
    public void Disposing_wakes_a_consumer_that_waits()
    {
        using ManualResetEventSlim started = new(), open = new();
        ViewLoader loader = Loader(new FakeImages(20) { BeforeRead = _ => { started.Set(); open.Wait(s_patience); } }, new LoaderOptions { Batch = 10 });
        Task waiting = Task.Run(() => Assert.Throws<ObjectDisposedException>(() => loader.Epoch(0).First()));
        started.Wait(s_patience);
        Task disposing = Task.Run(loader.Dispose);
        // The consumer is free before the threads are: they still wait for the source.
        Within(s_patience, waiting.Wait);
        open.Set();
        Within(s_patience, disposing.Wait);
    }

    [Fact]
    public void A_consumer_that_keeps_all_batches_is_served()
    {
        using ViewLoader loader = Loader(new FakeImages(64), new LoaderOptions { Batch = 4, QueueLength = 1 });
        List<ImageViews> kept = [];
        Within(s_patience, () => kept.AddRange(loader.Epoch(0)));
        Assert.Equal(16, kept.Count);
        foreach (ImageViews batch in kept) batch.Dispose();
    }

    [Fact]
    public void A_source_smaller_than_a_batch_is_an_error_at_once() =>
        Assert.Contains("at most 5", Assert.Throws<DataException>(() => Loader(new FakeImages(5), new LoaderOptions { Batch = 8 })).Message, StringComparison.Ordinal);

    [Fact]
    public void Processes_count_what_any_of_them_met_and_judge_alike()
    {
        // Each meets half of the broken ones, which are not too many for one process to have met.
        FakeImages source = new(64) { IsBroken = index => index % 8 == 0 };
        LoaderOptions options = new() { Batch = 64, Threads = 1, Shuffle = false, Processes = 2 };
        using ViewLoader first = new(source, [s_plan], options), second = new(source, [s_plan], options with { Rank = 1 });
        List<BadSample> reported = [];
        first.SampleSkipped += reported.Add;
        first.Epoch(0).First().Dispose();
        second.Epoch(0).First().Dispose();
        Assert.All([first, second], loader => Assert.InRange(loader.Skipped.Count, 4, 6));
        int[] all = [.. first.Skipped.Union(second.Skipped)];
        Assert.Contains("maximum_bad_share", Assert.Throws<DataException>(() => first.MeetSkipped(all)).Message, StringComparison.Ordinal);
        Assert.Throws<DataException>(() => second.MeetSkipped(all));
        Assert.Equal(first.Skipped.Order(), second.Skipped.Order());
    }

    private static ViewLoader Loader(ImageSource source, LoaderOptions options) => new(source, [s_plan, s_plan], options);

    private static List<byte[]> Epochs(ImageSource source, LoaderOptions options, int epochs)
    {
        using ViewLoader loader = Loader(source, options);
        return [.. Enumerable.Range(0, epochs).SelectMany(epoch => loader.Epoch(epoch).Select(Take).ToList())];
    }

    private static byte[] Take(ImageViews batch)
    {
        using (batch) return MemoryMarshal.AsBytes(batch.Pixels).ToArray();
    }

    private static void Drain(ViewLoader loader)
    {
        foreach (ImageViews batch in loader.Epoch(0)) batch.Dispose();
    }

    // A hang must fail one test, not stop all of them.
    private static void Within(TimeSpan limit, Action action)
    {
        Task task = Task.Run(action);
        Assert.True(Task.WaitAny([task], limit) == 0, "It hangs.");
        task.GetAwaiter().GetResult();
    }
}
