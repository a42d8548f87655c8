using System.Globalization;
using Autodidact.Evaluation;
using Autodidact.Reports.Pages;
using Autodidact.Training;

namespace Autodidact.Reports.Sections;

/// <summary>What the run is, what came of it and where it was made.</summary>
internal sealed class OverviewSection : ReportSection
{
    public override string Title => "The run";

    public override string? Obstacle(ReportSubject subject) => null;

    public override IEnumerable<PageElement> Build(ReportSubject subject)
    {
        if (Headlines(subject) is { Count: > 0 } headlines) yield return new Tiles(headlines);
        if (subject.Information?.Failure is { } failure) yield return new Callout("The run failed", failure);
        if (subject.EncoderProblem is { } problem) yield return new Callout("There is no encoder", problem);
        foreach (string note in subject.Samples?.Notes ?? []) yield return new Paragraph($"{note.TrimEnd('.')}.") { IsNote = true };
        (RunInformation? run, PretrainOptions? recipe) = (subject.Information, subject.Recipe);
        Models.EncoderDescription? kept = subject.Encoder?.Description;
        yield return new Facts(
        [
            ("method", recipe?.Method.Name ?? kept?.Provenance.Method),
            ("backbone", recipe?.Backbone.Name ?? kept?.Backbone.Name),
            ("features", kept is null ? null : $"{kept.FeatureSize:N0} numbers of {(kept.Modality == Data.Modality.Image ? "a picture" : $"a {kept.Modality}")}"),
            ("parameters", run is { Parameters: > 0 } ? $"{run.Parameters:N0}, heads included" : null),
            ("data", recipe?.Data ?? kept?.Provenance.Data),
            ("fingerprint", run?.Data),
            ("steps", run is { TotalSteps: > 0 } ? $"{run.Steps:N0} of {run.TotalSteps:N0}, {Number(run.Epochs)} {(run.Epochs == 1 ? "epoch" : "epochs")}" : kept is { Provenance.Steps: > 0 } ? $"{kept.Provenance.Steps:N0}" : null),
            ("batch", recipe is null ? null : $"{recipe.Batch:N0}{(run?.Processes > 1 ? $", shared by {run.Processes} processes" : "")}"),
            ("optimizer", recipe is null ? null : recipe.Optimizer.Name),
            ("seed", recipe is not null ? $"{recipe.Seed}" : kept is null ? null : $"{kept.Provenance.Seed}"),
            ("state", subject.Run is { } folder ? RunListing.Of(folder.Path)[0].State.ToString().ToLowerInvariant() : null),
            ("loss", run?.Loss is double loss ? Number(loss) : null),
            ("time", run is { Seconds: > 0 } ? Time(run.Seconds) : null),
            ("speed", run is { ImagesPerSecond: > 0 } ? $"{run.ImagesPerSecond:N0} samples/s; {100 * run.DataWait:0.#} % of the time it waited for data" : null),
            ("broken samples", run is { Skipped: > 0 } ? $"{run.Skipped:N0} were left out" : null),
        ]);
        if (run is null) yield break;
        yield return new Heading("Provenance", Heading.Part);
        yield return new Facts(
        [
            ("folder", subject.Run?.FullPath),
            ("started", Moment(run.Started)),
            ("last written", Moment(run.Updated)),
            ("resumed", run.Resumed > 0 ? $"{run.Resumed} times" : null),
            ("Autodidact", run.Version?.Split('+')[0]),
            ("built from", run.Version?.Split('+') is [_, string built, ..] ? built[..Math.Min(12, built.Length)] : null),
            ("commit", run.Commit),
            ("libtorch", run.Libtorch),
            ("runtime", $"{run.Runtime}, {run.OperatingSystem}"),
            ("processor", run.Processor is null ? null : $"{run.Processor}, {run.Cores} cores"),
            ("device", run.Device),
            ("precision", recipe?.Precision.ToString().ToLowerInvariant()),
            ("builds on", run.Earlier ?? recipe?.From),
        ]);
    }

    private static List<(string, string, string)> Headlines(ReportSubject subject)
    {
        List<(string, string, string)> tiles = [];
        foreach ((string evaluation, string name) in (ReadOnlySpan<(string, string)>)[("knn", "kNN accuracy"), ("linear", "Linear probe")])
        {
            EvaluationRow[] rows = [.. (subject.Card?.Results ?? []).Where(row => row.Evaluation == evaluation && row.Metric == "accuracy")];
            if (rows.FirstOrDefault(row => row.Features == FeatureOrigin.Encoder) is not { } own) continue;
            EvaluationRow? random = rows.FirstOrDefault(row => row.Features == FeatureOrigin.RandomInitialization), raw = rows.FirstOrDefault(row => row.Features == FeatureOrigin.RawInput);
            string beside = string.Join(", ", new[] { random is null ? null : $"random {Percent(random.Value)}", raw is null ? null : $"raw {Percent(raw.Value)}" }.OfType<string>());
            tiles.Add((name, $"{Percent(own.Value)} %", beside.Length > 0 ? beside : $"{Percent(own.Low)} to {Percent(own.High)}"));
        }
        if (subject.Last("rankme") is double rank) tiles.Add(("RankMe", Number(rank), subject.Encoder is { } encoder ? $"of {encoder.FeatureSize:N0} features" : "dimensions in use"));
        if (subject.Information?.Loss is double loss) tiles.Add(("Loss", Number(loss), subject.Last("chance_loss") is double chance ? $"{Number(chance)} by chance" : "of the last epoch"));
        return tiles;
    }

    private static string Percent(double share) => (100 * share).ToString("0.0", CultureInfo.InvariantCulture);

    private static string Number(double value) => value.ToString("G4", CultureInfo.InvariantCulture);

    private static string? Moment(DateTimeOffset time) => time > DateTimeOffset.UnixEpoch ? time.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) + " UTC" : null;

    private static string Time(double seconds) => TimeSpan.FromSeconds(seconds) is var time && time.TotalHours >= 1 ? $"{(int)time.TotalHours} h {time.Minutes} min" : time.TotalMinutes >= 1 ? $"{time.Minutes} min {time.Seconds} s" : $"{time.Seconds} s";
}
