using System.Numerics;
using Autodidact.Data.Views;

namespace Autodidact.Methods.Word2Vec;

/// <summary>
/// One descent on <c>-log σ(hidden · context) - Σ log σ(-hidden · negative)</c> (arXiv:1310.4546, eq. 4; <see cref="Objectives.SkipGram.NegativeSampling"/> is the same over tensors): contexts and
/// negatives move at once, what the hidden vector is to move by is given back. For one thread.
/// </summary>
/// <remarks>
/// Targets go through the registers three at a time: the hidden vector is loaded once for three products, and once more while all three rows and the sum of their pulls are written. The authors'
/// program goes over the row three times for every target. A word that is drawn twice among the three is measured twice before it moves, there once.
/// </remarks>
/// <param name="contexts">The rows that are predicted.</param>
/// <param name="sampler">Draws negatives.</param>
/// <param name="logistic">The logistic function.</param>
/// <param name="negatives">How many are drawn.</param>
/// <param name="spare">A row of no word, which stands in where there are no three targets.</param>
internal sealed class NegativeSampling(VectorTable contexts, AliasSampler sampler, Logistic logistic, int negatives, int spare)
{
    private const int Group = 3;

    private readonly int[] _targets = new int[(negatives + Group) / Group * Group];

    /// <summary>The sum of all losses.</summary>
    public double Loss { get; private set; }

    /// <summary>How many they are.</summary>
    public long Terms { get; private set; }

    /// <summary>Draws negatives and descends.</summary>
    /// <param name="hidden">What predicts, a row of <see cref="VectorTable.Stride"/>.</param>
    /// <param name="change">Gets what is to be added to it, as long.</param>
    /// <param name="word">What is to be predicted.</param>
    /// <param name="rate">Learning rate.</param>
    /// <param name="draws">Random numbers.</param>
    public void Step(ref float hidden, ref float change, int word, float rate, ref Draws draws)
    {
        int count = 1;
        for (int i = 0; i < negatives; i++)
        {
            int drawn = sampler.Draw(draws.NextBits());
            // What is there cannot be what is not there; the authors' program goes without as well.
            if (drawn != word) _targets[count++] = drawn;
        }
        _targets[0] = word;
        Step(ref hidden, ref change, count, rate);
    }

    /// <summary>Descends on given targets, the one that is there first.</summary>
    public void Step(ref float hidden, ref float change, ReadOnlySpan<int> targets, float rate)
    {
        targets.CopyTo(_targets);
        Step(ref hidden, ref change, targets.Length, rate);
    }

    private void Step(ref float hidden, ref float change, int count, float rate)
    {
        int[] targets = _targets;
        while (count % Group != 0) targets[count++] = spare;
        float loss = 0;
        for (int first = 0; first < count; first += Group)
            loss += Descend(ref hidden, ref change, first == 0, targets[first], targets[first + 1], targets[first + 2], rate);
        Loss += loss;
        Terms++;
    }

    private float Descend(ref float hidden, ref float change, bool isFirst, int targetA, int targetB, int targetC, float rate)
    {
        ref float rowA = ref contexts[targetA], rowB = ref contexts[targetB], rowC = ref contexts[targetC];
        nuint end = (nuint)contexts.Stride, step = (nuint)Vector<float>.Count;
        Vector<float> sumA = Vector<float>.Zero, sumB = sumA, sumC = sumA;
        for (nuint i = 0; i < end; i += step)
        {
            Vector<float> h = Vector.LoadUnsafe(ref hidden, i);
            sumA = Vector.FusedMultiplyAdd(h, Vector.LoadUnsafe(ref rowA, i), sumA);
            sumB = Vector.FusedMultiplyAdd(h, Vector.LoadUnsafe(ref rowB, i), sumB);
            sumC = Vector.FusedMultiplyAdd(h, Vector.LoadUnsafe(ref rowC, i), sumC);
        }
        (float dotA, float dotB, float dotC) = (Vector.Sum(sumA), Vector.Sum(sumB), Vector.Sum(sumC));
        ((float sigmoidA, float lossA), (float sigmoidB, float lossB), (float sigmoidC, float lossC)) = (logistic.Of(dotA), logistic.Of(dotB), logistic.Of(dotC));
        Vector<float> pullA = new(((isFirst ? 1 : 0) - sigmoidA) * rate), pullB = new(targetB == spare ? 0 : -sigmoidB * rate), pullC = new(targetC == spare ? 0 : -sigmoidC * rate);
        for (nuint i = 0; i < end; i += step)
        {
            Vector<float> h = Vector.LoadUnsafe(ref hidden, i), moved = isFirst ? Vector<float>.Zero : Vector.LoadUnsafe(ref change, i);
            // One after the other: the same word may have been drawn twice.
            Vector<float> a = Vector.LoadUnsafe(ref rowA, i);
            Vector.FusedMultiplyAdd(pullA, h, a).StoreUnsafe(ref rowA, i);
            moved = Vector.FusedMultiplyAdd(pullA, a, moved);
            Vector<float> b = Vector.LoadUnsafe(ref rowB, i);
            Vector.FusedMultiplyAdd(pullB, h, b).StoreUnsafe(ref rowB, i);
            moved = Vector.FusedMultiplyAdd(pullB, b, moved);
            Vector<float> c = Vector.LoadUnsafe(ref rowC, i);
            Vector.FusedMultiplyAdd(pullC, h, c).StoreUnsafe(ref rowC, i);
            moved = Vector.FusedMultiplyAdd(pullC, c, moved);
            moved.StoreUnsafe(ref change, i);
        }
        // -log σ(x) is log(1 + exp x) - x.
        return lossA - (isFirst ? dotA : 0) + (targetB == spare ? 0 : lossB) + (targetC == spare ? 0 : lossC);
    }
}
