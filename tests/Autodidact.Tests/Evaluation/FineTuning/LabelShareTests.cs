using Autodidact.Evaluation.FineTuning;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Autodidact.Tests.Evaluation.FineTuning;

public sealed class LabelShareTests
{
    private static readonly int[] s_labels = [.. Enumerable.Range(0, 1000).Select(i => i < 600 ? 0 : i < 980 ? 1 : i < 998 ? 2 : 3)];

    [Theory]
    [InlineData(0.01, 1000, 10)]
    [InlineData(1, 1000, 1000)]
    [InlineData(250, 1000, 250)]
    [InlineData(2000, 1000, 1000)]
    [InlineData(0.0001, 1000, 0)]
    public void Up_to_one_it_is_a_share_and_above_a_number(double labels, int available, int count) => Assert.Equal(count, LabelShare.CountOf(labels, available));

    [Fact]
    public void Classes_keep_their_share_and_none_is_left_out()
    {
        int[] drawn = LabelShare.Draw(s_labels, 100, seed: 1);
        Assert.Equal([60, 38, 1, 1], Enumerable.Range(0, 4).Select(label => drawn.Count(i => s_labels[i] == label)));
        Assert.Equal([1, 1, 1, 1], Enumerable.Range(0, 4).Select(label => LabelShare.Draw(s_labels, 2, seed: 1).Count(i => s_labels[i] == label)));
        Assert.Equal(Enumerable.Range(0, 1000), LabelShare.Draw(s_labels, 1000, seed: 1));
    }

    [Fact]
    public void It_depends_on_the_seed_alone_and_more_labels_contain_fewer()
    {
        Assert.Equal(LabelShare.Draw(s_labels, 50, 1), LabelShare.Draw(s_labels, 50, 1));
        Assert.NotEqual(LabelShare.Draw(s_labels, 50, 1), LabelShare.Draw(s_labels, 50, 2));
        Assert.Empty(LabelShare.Draw(s_labels, 50, 1).Except(LabelShare.Draw(s_labels, 200, 1)));
    }

    [Fact]
    public void Whatever_the_classes_as_many_are_drawn_as_were_asked_for() => Prop.ForAll<byte[], byte>((classes, wanted) =>
    {
        if (classes is not { Length: > 0 }) return;
        int[] labels = [.. classes.Select(label => label % 7)];
        int known = labels.Distinct().Count(), count = wanted % (labels.Length + 1);
        int[] drawn = LabelShare.Draw(labels, count, seed: 3);
        Assert.Equal(Math.Max(count, known), drawn.Length);
        Assert.Equal(known, drawn.Select(i => labels[i]).Distinct().Count());
        Assert.Equal(drawn.Distinct().Order(), drawn);
    }).QuickCheckThrowOnFailure();
}
