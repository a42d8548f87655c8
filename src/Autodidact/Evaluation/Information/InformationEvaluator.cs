using Autodidact.Configuration;
using Autodidact.Data;
using Autodidact.Data.Loading;
using Autodidact.Engine;
using Autodidact.Engine.Distributed;
using Autodidact.Models;
using Autodidact.Training;

namespace Autodidact.Evaluation.Information;

/// <summary>Measures how much two random views of a picture say about each other through an encoder.</summary>
public static class InformationEvaluator
{
    // Fewer give no interval worth the name.
    private const int FewestBatches = 3;

    /// <summary>Fits critics on pairs of views of some pictures and takes their bounds on pairs of others.</summary>
    /// <param name="encoder">What is measured; it is not changed.</param>
    /// <param name="plans">How views are made.</param>
    /// <param name="parts">The pictures.</param>
    /// <param name="options">Null for the defaults.</param>
    /// <param name="progress">Told how far it is, on the measuring thread.</param>
    /// <param name="cancel">Ends the measurement early.</param>
    /// <exception cref="ConfigurationException">The options are wrong, or no size fits the pictures; nothing was started.</exception>
    /// <exception cref="DataException">There are too few pictures, or too many are broken.</exception>
    public static Task<InformationCard> MeasureAsync(
        Encoder encoder, PairPlans plans, InformationParts parts, InformationOptions? options = null, IProgress<EvaluationProgress>? progress = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(encoder);
        ArgumentNullException.ThrowIfNull(plans);
        ArgumentNullException.ThrowIfNull(parts);
        options ??= new InformationOptions();
        OptionsChecker.ThrowIfWrong(options);
        int pictures = parts.Measured.Count, most = pictures / FewestBatches;
        if (options.Sizes.All(size => size > most))
        {
            throw new ConfigurationException([new("sizes", string.Join(',', options.Sizes), most < 2
                ? $"fit no {pictures} pictures; at least {2 * FewestBatches} are needed to measure on"
                : $"do not fit {pictures} pictures to measure on, which have to fill {FewestBatches} batches; 2 to {most} are allowed")]);
        }

        return TrainingThread.RunAsync(() => Measure(encoder, plans, parts, options, progress, cancel));
    }

    /// <summary>The bounds for every size that fills enough batches, with a critic that was fitted on other pairs.</summary>
    /// <param name="features">Whose features they are, for the rows.</param>
    /// <param name="fitted">Pairs to fit on.</param>
    /// <param name="measured">Pairs to measure on.</param>
    /// <param name="sizes">Pairs in a batch.</param>
    /// <param name="seed">Of the trained critic.</param>
    /// <param name="cancel">Ends the work early.</param>
    public static IReadOnlyList<InformationRow> Bounds(string features, ViewPairs fitted, ViewPairs measured, IReadOnlyList<int> sizes, ulong seed = 0, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(fitted);
        ArgumentNullException.ThrowIfNull(measured);
        int[] possible = [.. sizes.Distinct().Order().Where(size => measured.Count / size >= FewestBatches)];
        List<InformationRow> rows = [];
        foreach (int size in possible)
        {
            cancel.ThrowIfCancellationRequested();
            using CosineCritic cosine = CosineCritic.Fit(fitted, Math.Min(size, fitted.Count));
            rows.Add(Row(cosine, size));
        }

        if (possible.Length == 0) return rows;
        using BilinearCritic bilinear = BilinearCritic.Fit(fitted, seed, cancel);
        rows.AddRange(possible.Select(size => Row(bilinear, size)));
        return rows;

        InformationRow Row(Critic critic, int size)
        {
            double[] bounds = InformationBound.OfBatches(critic, measured, size);
            Interval interval = Interval.OfMean(bounds);
            return new(features, critic.Name, size, bounds.Average(), interval.Low, interval.High, Math.Log(size), bounds.Length, critic.Settings);
        }
    }

    private static InformationCard Measure(
        Encoder encoder, PairPlans plans, InformationParts parts, InformationOptions options, IProgress<EvaluationProgress>? progress, CancellationToken cancel)
    {
        TorchRuntime.Threads = options.Threads ?? World.Current.Cores;
        LoaderOptions loader = new() { Batch = options.Batch };
        List<InformationRow> rows = [];
        int fittedCount = 0, measuredCount = 0;
        Add(FeatureOrigin.Encoder, encoder);
        if (options.Baseline)
        {
            using Encoder fresh = encoder.AtRandomInitialisation(options.Seed, encoder.Backbone.Parameters().First().Device);
            Add(FeatureOrigin.RandomInitialization, fresh);
        }

        if (rows.Count == 0) throw new DataException($"{measuredCount} of the {parts.Measured.Count} pictures to measure on can be read, too few for {FewestBatches} batches of {options.Sizes.Min()}; name smaller sizes.");
        int[] left = [.. options.Sizes.Distinct().Order().Where(size => measuredCount / size < FewestBatches)];
        return new()
        {
            Data = parts.Measured.Name,
            Fitted = fittedCount,
            Measured = measuredCount,
            Views = [plans.First.ToString(), plans.Second.ToString()],
            Seed = options.Seed,
            Notes = left.Length == 0 ? parts.Notes : [.. parts.Notes, $"K = {string.Join(", ", left)} was left out: {measuredCount} pairs do not fill {FewestBatches} batches of so many"],
            Results = rows,
        };

        void Add(string origin, Encoder network)
        {
            ViewPairs fitted = Pairs(parts.Fitted, "to fit on", 0), measured = Pairs(parts.Measured, "to measure on", 1);
            (fittedCount, measuredCount) = (fitted.Count, measured.Count);
            if (fittedCount < 10) throw new DataException($"{fittedCount} pictures are too few to fit a critic on; at least 10 are needed.");
            progress?.Report(new($"bounds of {origin}", 0, 0));
            rows.AddRange(Bounds(origin, fitted, measured, options.Sizes, options.Seed, cancel));

            ViewPairs Pairs(ImageSource source, string what, ulong draws) => ViewPairs.Read(
                network, source, plans.First, plans.Second, (2 * options.Seed) + draws, loader, done => progress?.Report(new($"views of {origin} {what}", done, 2 * source.Count)), cancel);
        }
    }
}
