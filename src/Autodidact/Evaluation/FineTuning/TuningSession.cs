using System.Diagnostics;
using Autodidact.Data;
using Autodidact.Data.Loading;
using Autodidact.Engine;
using Autodidact.Engine.Modules;
using Autodidact.Evaluation.Probes;
using Autodidact.Models;
using Autodidact.Training;

namespace Autodidact.Evaluation.FineTuning;

/// <summary>Fine-tunes networks of one kind on the same samples: chooses on labels that are held out, learns from all that were drawn, measures once.</summary>
internal sealed class TuningSession
{
    private const int MeasuredBatch = 256;

    private readonly Encoder _encoder;
    private readonly BackboneOptions _backbone;
    private readonly FineTuningOptions _options;
    private readonly LabelledSamples _train, _test;
    private readonly int[] _labels;
    private readonly int _classes;
    private readonly Device _device;
    private readonly CancellationToken _cancel;
    private readonly HashSet<BadSample> _broken = [];
    private readonly TuningClock _clock;
    private readonly TuningLoop _loop;

    /// <param name="encoder">Gives network and first weights; it is not changed.</param>
    /// <param name="train">The labelled samples to draw from.</param>
    /// <param name="test">The samples to measure on.</param>
    /// <param name="labels">The class of every sample of <paramref name="train"/>.</param>
    /// <param name="count">Labels to draw.</param>
    /// <param name="options">Resolved options.</param>
    public TuningSession(
        Encoder encoder, LabelledSamples train, LabelledSamples test, int[] labels, int count, FineTuningOptions options,
        IProgress<FineTuningProgress>? progress, CancellationToken cancel)
    {
        (_encoder, _train, _test, _labels, _options, _cancel) = (encoder, train, test, labels, options, cancel);
        _backbone = encoder.Description.Backbone.WithDropPath(options.DropPath!.Value) ?? encoder.Description.Backbone;
        _classes = Math.Max(labels.Max() + 1, train.Classes?.Count ?? 0);
        _device = Device.Parse(options.Device!);
        double? share = options.Rates.Count > 1 ? options.ValidationShare : null;
        Draws = [.. Enumerable.Range(0, options.Seeds).Select(i => LabelDraw.Of(labels, count, share, options.Seed + (ulong)i))];
        _clock = new(progress, Draws.Sum(StepsOf) * (options.Baseline ? 2 : 1));
        _loop = new(options, _clock, cancel);
    }

    /// <summary>The labels of each seed.</summary>
    public IReadOnlyList<LabelDraw> Draws { get; }

    /// <summary>Names of the classes, in the order of the outputs.</summary>
    public IEnumerable<string> ClassNames => Enumerable.Range(0, _classes).Select(i => _train.Classes is { } names && i < names.Count ? names[i] : i.ToString(System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>What the network that learns is made from.</summary>
    public BackboneOptions Backbone => _backbone;

    /// <summary>Broken samples that were met, each once.</summary>
    public IEnumerable<string> Broken => _broken.Select(bad => bad.ToString());

    /// <summary>Steps of the network that learns from all labels.</summary>
    public long Steps => (long)_options.Epochs!.Value * PerEpoch(Draws[0].Drawn.Length);

    /// <summary>One network, from its first weights to its figure.</summary>
    /// <param name="start"><see cref="FeatureOrigin.Encoder"/> or <see cref="FeatureOrigin.RandomInitialization"/>.</param>
    /// <param name="network">What was measured; the caller's.</param>
    public FineTuningRun Run(string start, LabelDraw draw, out TunedNetwork network)
    {
        long began = Stopwatch.GetTimestamp();
        string what = $"{(start == FeatureOrigin.Encoder ? "" : "from random initialisation, ")}{(_options.Seeds > 1 ? $"seed {draw.Seed}, " : "")}";
        IReadOnlyList<LearningRateTrial> trials = draw.Chooses ? Trials(start, draw, what) : [];
        double rate = draw.Chooses ? Best(trials)?.LearningRate ?? throw Diverged(trials[^1].LearningRate) : _options.Rates[_options.Rates.Count / 2];
        network = Make(start, draw.Seed);
        try
        {
            double loss = Train(network, start, draw.Drawn, rate, draw.Seed, $"{what}{draw.Drawn.Length:N0} labels, rate {rate:G3}");
            if (!double.IsFinite(loss)) throw Diverged(rate);
            _clock.Begin($"{what}measuring");
            TuningMeasure measured = Measure(network, _test, null, withLoss: false);
            if (measured.Count == 0) throw new DataException($"Not one of the {_test.Count} test samples of {_test.Name} can be read.");
            Interval interval = Interval.Wilson(measured.Hits, measured.Count);
            return new()
            {
                Seed = draw.Seed,
                Accuracy = measured.Accuracy,
                Low = interval.Low,
                High = interval.High,
                N = measured.Count,
                LearningRate = rate,
                Trials = trials,
                FinalLoss = loss,
                Seconds = Stopwatch.GetElapsedTime(began).TotalSeconds,
            };
        }
        catch
        {
            network.Dispose();
            throw;
        }
    }

    /// <summary>What a linear classifier makes of the labels of each seed, on the encoder's features and on raw input (<see cref="LinearProbe"/>).</summary>
    /// <param name="parts">Those that labels are drawn from and networks measured on.</param>
    public IEnumerable<LinearFigure> Linear(LabelledParts parts)
    {
        LoaderOptions loader = new() { Threads = _options.LoaderThreads!.Value };
        yield return Of(FeatureOrigin.Encoder, source => FeatureReader.Of(_encoder, source, loader));
        yield return Of(FeatureOrigin.RawInput, source => FeatureReader.OfRawInput(_encoder.Preprocessing, source, loader: loader));

        LinearFigure Of(string features, Func<DataSource, FeatureReader> reader)
        {
            _clock.Begin($"linear classifier on {features}");
            LabelledFeatures test = Collect(parts.Test);
            int[] hits = [.. Draws.Select(draw => LinearProbe.Fit(Collect(parts.Train.Choose(draw.Drawn, parts.Train.Name)), new() { Seed = draw.Seed }, _cancel).Classifier.Measure(test).Hits)];
            return LinearFigure.Of(features, hits, test.Count);

            LabelledFeatures Collect(DataSource source) => FeatureCollection.ReadLabelled(reader(source), source, _classes, null, out _, _cancel);
        }
    }

    // The list goes on at the end that is best, for as long as it is; where no rate has learned anything, they are all too high.
    private List<LearningRateTrial> Trials(string start, LabelDraw draw, string what)
    {
        List<LearningRateTrial> trials = [.. _options.Rates.Select(rate => Try(start, draw, rate, what))];
        double lowest = _options.Rates.Min(), highest = _options.Rates.Max();
        double chance = draw.Held.GroupBy(sample => _labels[sample]).Max(group => (double)group.Count() / draw.Held.Length);
        foreach ((IReadOnlyList<double> beyond, double end) in new[] { (_options.LowerRates, lowest), (_options.HigherRates, highest) })
        {
            double last = end;
            foreach (double rate in beyond)
            {
                LearningRateTrial? best = Best(trials);
                if ((best?.ValidationAccuracy > chance ? best.LearningRate : trials.Min(trial => trial.LearningRate)) != last) break;
                _clock.Expect(_options.Epochs!.Value * PerEpoch(draw.Kept.Length));
                trials.Add(Try(start, draw, rate, what));
                last = rate;
            }
        }
        return trials;
    }

    private LearningRateTrial Try(string start, LabelDraw draw, double rate, string what)
    {
        using TunedNetwork network = Make(start, draw.Seed);
        double loss = Train(network, start, draw.Kept, rate, draw.Seed, $"{what}choosing: rate {rate:G3}");
        if (!double.IsFinite(loss)) return new(rate, null, null);
        TuningMeasure measured = Measure(network, _train, draw.Held, withLoss: true);
        return measured.Count == 0 ? new(rate, null, null) : new(rate, measured.Accuracy, measured.Loss);
    }

    private static LearningRateTrial? Best(IReadOnlyList<LearningRateTrial> trials) => trials
        .Where(trial => trial.ValidationAccuracy is not null)
        .OrderByDescending(trial => trial.ValidationAccuracy).ThenBy(trial => trial.ValidationLoss).ThenBy(trial => trial.LearningRate)
        .FirstOrDefault();

    private double Train(TunedNetwork network, string start, int[] samples, double rate, ulong seed, string stage)
    {
        _clock.Begin(stage);
        using LabelledBatches batches = _train.Shuffled(samples, Math.Min(_options.Batch!.Value, samples.Length), seed);
        double loss = _loop.Train(network, batches, rate, start == FeatureOrigin.Encoder ? _options.LayerDecay!.Value : 1);
        _broken.UnionWith(batches.Skipped);
        return loss;
    }

    private TuningMeasure Measure(TunedNetwork network, LabelledSamples part, int[]? samples, bool withLoss)
    {
        using LabelledBatches batches = part.InOrder(samples, MeasuredBatch);
        TuningMeasure measured = _loop.Measure(network, batches, withLoss);
        _broken.UnionWith(batches.Skipped);
        return measured;
    }

    // Weights come from the CPU's generator whatever the device; from a seed on, all that is drawn follows.
    private TunedNetwork Make(string start, ulong seed)
    {
        _cancel.ThrowIfCancellationRequested();
        TorchRuntime.Seed(seed);
        if (_device.Kind != DeviceKind.Cpu) TorchRuntime.Seed(seed, _device);
        TunedNetwork network = new(_backbone.Create(), _classes, _options.Dropout);
        if (start == FeatureOrigin.Encoder)
            network.Backbone.LoadState(_encoder.Backbone.NamedState().ToDictionary(entry => entry.Name, entry => entry.Tensor));
        network.To(_device);
        network.ToChannelsLast();
        return network;
    }

    private long StepsOf(LabelDraw draw) =>
        (long)_options.Epochs!.Value * (PerEpoch(draw.Drawn.Length) + (draw.Chooses ? _options.Rates.Count * PerEpoch(draw.Kept.Length) : 0));

    private long PerEpoch(int samples) => samples / Math.Min(_options.Batch!.Value, samples);

    private NonFiniteLossException Diverged(double rate) => new("The loss is", _loop.LastStep, rate, checkpoint: null);
}
