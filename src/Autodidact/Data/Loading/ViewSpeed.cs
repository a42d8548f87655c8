using System.Diagnostics;
using Autodidact.Data.Views;

namespace Autodidact.Data.Loading;

/// <summary>How fast one core renders the views of a source.</summary>
public static class ViewSpeed
{
    // Enough for the just-in-time compiler to have replaced its first, slow code.
    private static readonly TimeSpan s_warmUp = TimeSpan.FromSeconds(0.7);

    /// <summary>Reads and renders on the calling thread alone.</summary>
    /// <param name="source">The pictures; broken ones are passed over.</param>
    /// <param name="plans">One for each view.</param>
    /// <param name="duration">How long to measure, after a short warm-up.</param>
    /// <param name="cancel">Ends the measurement early.</param>
    /// <returns>Images a second and core; an image counts once, with all its views.</returns>
    public static double Measure(ImageSource source, IReadOnlyList<ViewPlan> plans, TimeSpan duration, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(plans);
        SampleLedger<Image> ledger = new(source, source, maximumShare: 1);
        ViewScratch scratch = new();
        float[] destination = new float[plans.Max(plan => plan.Length)];
        int next = 0;
        RunFor(s_warmUp < duration ? s_warmUp : duration);
        return RunFor(duration);

        double RunFor(TimeSpan limit)
        {
            long images = 0, start = Stopwatch.GetTimestamp();
            TimeSpan elapsed;
            do
            {
                cancel.ThrowIfCancellationRequested();
                for (int i = 0; i < 16; i++, next++)
                {
                    if (ledger.Read(next % source.Count, out _) is not { } image) continue;
                    images++;
                    PixelHash.Of(image);        // as the loader does
                    for (int view = 0; view < plans.Count; view++)
                        plans[view].Render(image, new DrawKey(0, next / source.Count, next, view), destination.AsSpan(0, plans[view].Length), scratch);
                }

                elapsed = Stopwatch.GetElapsedTime(start);
            }
            while (elapsed < limit);
            return images / elapsed.TotalSeconds;
        }
    }
}
