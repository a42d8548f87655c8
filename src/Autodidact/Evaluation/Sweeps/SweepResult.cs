using System.Text.Json;
using System.Text.Json.Serialization;
using Autodidact.Engine.Serialization;
using Autodidact.Evaluation.Comparison;
using Autodidact.Training;

namespace Autodidact.Evaluation.Sweeps;

/// <summary>What came of a sweep: <c>sweep.json</c> in its folder, written anew after each run.</summary>
public sealed record SweepResult
{
    /// <summary>The sweep's folder.</summary>
    public required string Sweep { get; init; }

    /// <summary>Finished when all runs are done or failed, interrupted otherwise.</summary>
    public required RunState State { get; init; }

    /// <summary>The figure that combinations are compared by: <c>knn_accuracy</c> on the test part, 0..1, or <c>rankme</c> where there are no labels.</summary>
    public required string Score { get; init; }

    /// <summary>What was learned from.</summary>
    public required string Data { get; init; }

    /// <summary>The settings that vary, with their values.</summary>
    public required IReadOnlyList<SweepAxis> Axes { get; init; }

    /// <summary>Every combination, in the order of the grid.</summary>
    public required IReadOnlyList<SweepPoint> Points { get; init; }

    /// <summary>The combination with the highest score; null before there is one.</summary>
    public SweepPoint? Best { get; init; }

    /// <summary>Every run.</summary>
    public required IReadOnlyList<SweepRun> Runs { get; init; }

    /// <summary>What features are worth that nothing was learned for; empty without labels.</summary>
    public IReadOnlyList<BaselineRow> Baselines { get; init; } = [];

    /// <summary>What a reader must know.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Sums the runs up.</summary>
    internal static SweepResult Of(SweepPlan plan, string score, IReadOnlyList<SweepRun> runs, IReadOnlyList<BaselineRow> baselines, IReadOnlyList<string> notes)
    {
        int combinations = runs.Count / plan.Seeds;
        SweepPoint[] points = [.. Enumerable.Range(0, combinations).Select(index => Point([.. runs.Where((_, i) => i % combinations == index)], score == SweepRunner.KnnScore))];
        return new()
        {
            Sweep = plan.Folder,
            State = runs.All(run => run.State is RunState.Finished or RunState.Failed) ? RunState.Finished : RunState.Interrupted,
            Score = score,
            Data = plan.Cells[0].Options.Data,
            Axes = plan.Axes,
            Points = points,
            Best = points.Where(point => point.Score is not null).MaxBy(point => point.Score!.Value),
            Runs = runs,
            Baselines = baselines,
            Notes = notes,
        };
    }

    /// <summary>Writes <c>sweep.json</c> and, where there is something to draw, <c>sweep.svg</c>.</summary>
    internal void Write()
    {
        AtomicFile.WriteText(Path.Combine(Sweep, "sweep.json"), JsonSerializer.Serialize(this, SweepJson.Default.SweepResult) + "\n");
        if (SweepPlot.Draw(this) is string picture) AtomicFile.WriteText(Path.Combine(Sweep, "sweep.svg"), picture);
    }

    private static SweepPoint Point(SweepRun[] runs, bool isShare)
    {
        SweepRun[] done = [.. runs.Where(run => run.Score is not null)];
        return new(
            runs[0].Settings,
            Estimate.Of([.. done.Select(run => (run.Score!.Value, run is { Low: double low, High: double high } ? new Interval(low, high) : (Interval?)null))], 0, isShare ? 1 : double.PositiveInfinity),
            done.Length > 0 ? done.Average(run => run.Seconds) : 0, done.FirstOrDefault()?.Gigaflops, runs.Count(run => run.State == RunState.Failed));
    }
}

/// <summary>Serialisation is generated at build time, which keeps start-up short.</summary>
[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, UseStringEnumConverter = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SweepResult))]
internal sealed partial class SweepJson : JsonSerializerContext;
