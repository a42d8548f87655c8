namespace Autodidact.Methods.Word2Vec;

/// <summary>
/// Draws numbers with given probabilities in constant time: Walker's alias method (1977) with Vose's tables (1991). Eight bytes a number, where the word2vec program
/// has a table of 400 MB whose cells repeat each word as often as it is likely.
/// </summary>
internal sealed class AliasSampler
{
    private readonly Cell[] _cells;

    /// <param name="probabilities">At least one above 0; they need not add up to 1.</param>
    public AliasSampler(IReadOnlyList<double> probabilities)
    {
        int count = probabilities.Count;
        double sum = probabilities.Sum();
        double[] scaled = [.. probabilities.Select(probability => probability / sum * count)];
        _cells = new Cell[count];
        Stack<int> small = new(), large = new();
        for (int i = count - 1; i >= 0; i--) (scaled[i] < 1 ? small : large).Push(i);
        while (small.Count > 0 && large.Count > 0)
        {
            int low = small.Pop(), high = large.Pop();
            _cells[low] = new(Threshold(scaled[low]), high);
            scaled[high] -= 1 - scaled[low];
            (scaled[high] < 1 ? small : large).Push(high);
        }
        // What is left is 1 but for rounding.
        foreach (int rest in small.Concat(large)) _cells[rest] = new(uint.MaxValue, rest);
    }

    /// <summary>A number for 64 random bits.</summary>
    public int Draw(ulong bits)
    {
        int cell = (int)(((bits >> 32) * (ulong)_cells.Length) >> 32);
        Cell found = _cells[cell];
        return (uint)bits < found.Threshold ? cell : found.Other;
    }

    private static uint Threshold(double probability) => (uint)Math.Min(uint.MaxValue, probability * (1UL << 32));

    private readonly record struct Cell(uint Threshold, int Other);
}
