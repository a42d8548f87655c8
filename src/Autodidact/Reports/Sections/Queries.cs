using Autodidact.Data.Views;

namespace Autodidact.Reports.Sections;

/// <summary>Samples that stand for the others.</summary>
internal static class Queries
{
    /// <summary>So many samples, drawn: of each class one before any has a second.</summary>
    public static int[] Of(ReportSamples samples, int count, ulong seed)
    {
        int[] order = new Draws(new DrawKey(seed, 0, 0, 0), DrawPurpose.Other).Distinct(samples.Count, samples.Count);
        Dictionary<int, int> taken = [];
        int Turn(int sample)
        {
            int label = samples.Source.Label(sample) ?? -1, turn = taken.GetValueOrDefault(label);
            taken[label] = turn + 1;
            return turn;
        }
        return [.. order.Select((sample, place) => (sample, place, turn: Turn(sample))).OrderBy(one => one.turn).ThenBy(one => samples.Source.Label(one.sample) ?? -1).ThenBy(one => one.place).Take(count).Select(one => one.sample)];
    }
}
