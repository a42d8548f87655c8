using Autodidact.Configuration;
using Autodidact.Data;
using Autodidact.Engine;
using Autodidact.Engine.Distributed;
using Autodidact.Evaluation;
using Autodidact.Models;
using Autodidact.Reports.Pages;
using Autodidact.Reports.Sections;
using Autodidact.Training;

namespace Autodidact.Reports;

/// <summary>
/// Writes what is to be said about a run on one page: what it is, what went wrong, its curves, what it saw, what its encoder is worth and what the
/// encoder makes of samples. What cannot be shown is named with the reason, and the rest is shown.
/// </summary>
public static class RunReport
{
    private static readonly ReportSection[] s_sections =
    [
        new OverviewSection(), new FindingsSection(), new CardSection(), new NeighboursSection(), new MapSection(), new ClustersSection(), new ConfusionSection(),
        new AttentionSection(), new ReconstructionsSection(), new ViewsSection(), new CurvesSection(), new RecipeSection(),
    ];

    /// <summary>Writes the report.</summary>
    /// <param name="run">A run's folder, or a folder with an encoder.</param>
    /// <param name="options">What to show; null for the defaults.</param>
    /// <param name="progress">Told how far it is.</param>
    /// <param name="cancel">Ends the work early; nothing is written then.</param>
    /// <exception cref="ConfigurationException">There is neither run nor encoder, the data that were named cannot be opened, or an option is wrong.</exception>
    public static Task<ReportResult> WriteAsync(string run, ReportOptions? options = null, IProgress<EvaluationProgress>? progress = null, CancellationToken cancel = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(run);
        ReportOptions chosen = options ?? new();
        OptionsChecker.ThrowIfWrong(chosen);
        // Thread counts and scopes of the engine belong to a thread; a pool thread would carry them into the work of others.
        return Task.Factory.StartNew(() => Write(run, chosen, progress, cancel), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    private static ReportResult Write(string path, ReportOptions options, IProgress<EvaluationProgress>? progress, CancellationToken cancel)
    {
        string file = options.Out ?? Path.Combine(path, "report.html");
        if (options.Out is null && Directory.Exists(path) && OutputFile.Mistake("out", file, ".html") is { } wrong)
            throw new ConfigurationException([wrong with { Problem = $"{wrong.Problem}; name another file with --out" }]);
        TorchRuntime.Threads = options.Threads ?? World.Current.Cores;
        ReportSubject subject = ReportReading.Read(path, options, progress, cancel);
        using Encoder? encoder = subject.Encoder;
        string name = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)));
        HtmlPage page = new($"Report of {name}") { About = About(subject) };
        List<string> shown = [];
        List<MissingSection> missing = [];
        foreach (ReportSection section in s_sections)
        {
            cancel.ThrowIfCancellationRequested();
            progress?.Report(new($"report: {section.Title.ToLowerInvariant()}", shown.Count + missing.Count, s_sections.Length));
            if (Elements(section, subject, out string? problem) is not { } elements)
            {
                missing.Add(new(section.Title, problem!));
                continue;
            }
            page.Add(new Heading(section.Title));
            foreach (PageElement element in elements) page.Add(element);
            shown.Add(section.Title);
        }
        if (missing.Count > 0)
        {
            page.Add(new Heading("What is not here"));
            page.Add(new Table(["section", "why"], [.. missing.Select(part => (IReadOnlyList<string>)[part.Section, part.Why])]));
        }
        page.Write(file);
        return new(file, new FileInfo(file).Length, shown, missing);
    }

    // A damaged picture or log is no reason to show nothing, nor are numbers that a part of the page cannot be made of.
    private static PageElement[]? Elements(ReportSection section, ReportSubject subject, out string? problem)
    {
        problem = section.Obstacle(subject);
        if (problem is not null) return null;
        try
        {
            return [.. section.Build(subject)];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or InvalidDataException or DataException or BadSampleException or ConfigurationException or EngineException or ArgumentException)
        {
            problem = error.Message;
            return null;
        }
    }

    private static string About(ReportSubject subject)
    {
        string method = subject.Recipe?.Method.Name ?? subject.Encoder?.Description.Provenance.Method ?? "", backbone = subject.Recipe?.Backbone.Name ?? subject.Encoder?.Description.Backbone.Name ?? "";
        string learned = method.Length > 0 && backbone.Length > 0 ? $"{method} on {backbone}" : method + backbone;
        string shown = subject.Samples?.Description is { } description ? $"shown by {description}" : "";
        return string.Join("; ", new[] { learned, shown }.Where(words => words.Length > 0));
    }
}
