using Autodidact.Data.Views;

namespace Autodidact.Evaluation;

/// <summary>
/// Some of many samples, drawn at random and always the same ones. Sources often come class by class, so that the first samples would not do, or with their classes taking turns, of which a
/// stride would leave whole classes out.
/// </summary>
internal static class SampleDraw
{
    /// <summary>At most <paramref name="most"/> of the numbers 0 to <paramref name="count"/> - 1, rising; all where there are no more. A function of both alone.</summary>
    public static int[] Of(int count, int most)
    {
        if (count <= most) return [.. Enumerable.Range(0, count)];
        int[] chosen = new Draws(new DrawKey(0, 0, 0, View: 3), DrawPurpose.Other).Distinct(most, count);
        Array.Sort(chosen);
        return chosen;
    }
}
