namespace Autodidact.Configuration;

/// <summary>Finds what somebody probably meant to write.</summary>
public static class Spelling
{
    /// <summary>
    /// The candidate nearest to <paramref name="word"/>, or null when none is near: at most a third of its letters (and at
    /// least one) may have to be inserted, dropped, changed or swapped with their neighbour.
    /// </summary>
    public static string? Nearest(string word, IEnumerable<string> candidates)
    {
        string? best = null;
        int bestDistance = int.MaxValue;
        foreach (string candidate in candidates)
        {
            int distance = Distance(word.ToLowerInvariant(), candidate.ToLowerInvariant());
            if (distance < bestDistance)
                (best, bestDistance) = (candidate, distance);
        }
        return best is not null && bestDistance <= Math.Max(1, Math.Max(word.Length, best.Length) / 3) ? best : null;
    }

    /// <summary>Edit distance with swaps of neighbouring letters counted as one (optimal string alignment).</summary>
    public static int Distance(string first, string second)
    {
        // Only three rows of the table are alive at a time: this one and the two before it.
        int[] beforeLast = new int[second.Length + 1], last = new int[second.Length + 1], row = new int[second.Length + 1];
        for (int j = 0; j <= second.Length; j++)
            last[j] = j;
        for (int i = 1; i <= first.Length; i++)
        {
            row[0] = i;
            for (int j = 1; j <= second.Length; j++)
            {
                bool same = first[i - 1] == second[j - 1];
                row[j] = Math.Min(Math.Min(row[j - 1], last[j]) + 1, last[j - 1] + (same ? 0 : 1));
                if (i > 1 && j > 1 && first[i - 1] == second[j - 2] && first[i - 2] == second[j - 1])
                    row[j] = Math.Min(row[j], beforeLast[j - 2] + 1);
            }
            (beforeLast, last, row) = (last, row, beforeLast);
        }
        return last[second.Length];
    }
}
