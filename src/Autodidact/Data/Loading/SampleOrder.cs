using Autodidact.Data.Views;

namespace Autodidact.Data.Loading;

/// <summary>In which order an epoch visits the samples, and which one stands in for a broken one.</summary>
internal sealed class SampleOrder(int count, ulong seed, bool shuffle)
{
    private (int Epoch, int[] Order)? _last;

    /// <summary>The samples of an epoch, each once.</summary>
    public int[] Of(int epoch)
    {
        if (_last is { } last && last.Epoch == epoch) return last.Order;
        int[] order = new int[count];
        for (int i = 0; i < count; i++) order[i] = i;
        if (shuffle) new Draws(new DrawKey(seed, epoch, 0, 0), DrawPurpose.Order).Shuffle(order.AsSpan());
        _last = (epoch, order);
        return order;
    }

    /// <summary>The <paramref name="attempt"/>-th stand-in, from 0, for a broken sample: uniform over the source.</summary>
    public int Replacement(int epoch, int broken, int attempt) =>
        new Draws(new DrawKey(seed, epoch, broken, attempt), DrawPurpose.Replacement).Below(count);
}
