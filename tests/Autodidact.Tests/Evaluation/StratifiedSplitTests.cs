using Autodidact.Evaluation;
using Xunit;

namespace Autodidact.Tests.Evaluation;

public sealed class StratifiedSplitTests
{
    private static readonly int[] s_labels = [.. Enumerable.Range(0, 100).Select(i => i < 60 ? 0 : i < 98 ? 1 : i < 99 ? 2 : 3)];

    [Fact]
    public void Every_sample_is_in_one_part_and_classes_keep_their_share()
    {
        StratifiedSplit split = StratifiedSplit.Of(s_labels, 0.25, seed: 1);
        Assert.Equal(Enumerable.Range(0, 100), split.Kept.Concat(split.Held).Order());
        Assert.Equal(15, split.Held.Count(i => s_labels[i] == 0));
        Assert.Equal(10, split.Held.Count(i => s_labels[i] == 1));
        Assert.DoesNotContain(split.Held, i => s_labels[i] >= 2); // The only sample of a class is needed to know the class.
    }

    [Fact]
    public void It_depends_on_the_seed_alone()
    {
        Assert.Equal(StratifiedSplit.Of(s_labels, 0.25, 1).Held, StratifiedSplit.Of(s_labels, 0.25, 1).Held);
        Assert.NotEqual(StratifiedSplit.Of(s_labels, 0.25, 1).Held, StratifiedSplit.Of(s_labels, 0.25, 2).Held);
    }
}
