using Autodidact.Data;
using Autodidact.Data.Loading;
using Autodidact.Data.Views;
using Xunit;

namespace Autodidact.Tests.Data.Loading;

public sealed class EvaluationLoaderTests
{
    private static readonly ViewPlan s_plan = ViewPlan.Evaluation(8);

    [Fact]
    public void Reads_all_in_order_and_leaves_broken_ones_out()
    {
        FakeImages source = new(45) { IsBroken = index => index is 4 or 20 or 44 };
        EvaluationLoader loader = new(source, s_plan, new LoaderOptions { Batch = 20, Threads = 3 });
        List<int> kept = [];
        float[] expected = new float[s_plan.Length];
        foreach (ImageViews batch in loader.Batches())
        {
            Assert.Equal(batch.Batch * s_plan.Length, batch.Pixels.Length);
            for (int row = 0; row < batch.Batch; row++)
            {
                s_plan.Render(source.Read(batch.Samples[row]), default, expected, new ViewScratch());
                Assert.Equal(expected, batch.Pixels.Slice(row * s_plan.Length, s_plan.Length).ToArray());
            }

            kept.AddRange(batch.Samples);
            batch.Dispose();
        }

        Assert.Equal(Enumerable.Range(0, 45).Except([4, 20, 44]), kept);
        Assert.Equal([4, 20, 44], loader.Skipped.Select(sample => sample.Index).Order());
    }

    [Fact]
    public void A_batch_without_any_good_sample_does_not_come()
    {
        EvaluationLoader loader = new(new FakeImages(40) { IsBroken = index => index is >= 4 and < 8 }, s_plan, new LoaderOptions { Batch = 4, Threads = 2 });
        Assert.Equal(9, loader.Batches().Count(batch => { batch.Dispose(); return true; }));
    }

    [Fact]
    public void A_broken_source_stops_with_a_sentence()
    {
        EvaluationLoader loader = new(new FakeImages(40) { IsBroken = _ => true }, s_plan, new LoaderOptions { Batch = 4, Threads = 2 });
        string message = Assert.Throws<DataException>(() => loader.Batches().Count()).Message;
        Assert.Contains("fake pictures", message, StringComparison.Ordinal);
        Assert.DoesNotContain("maximum_bad_share", message, StringComparison.Ordinal);      // no setting of who only reads
    }

    [Fact]
    public void An_empty_source_gives_nothing() => Assert.Empty(new EvaluationLoader(new FakeImages(0), s_plan).Batches());
}
