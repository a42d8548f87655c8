using System.CommandLine;
using Autodidact.Cli.Processes;
using Autodidact.Configuration;
using Autodidact.Data;
using Autodidact.Engine.Distributed;
using Autodidact.Methods;
using Autodidact.Training;
using Spectre.Console;

namespace Autodidact.Cli.Commands;

/// <summary>From data without labels to an encoder in a run folder.</summary>
internal static class PretrainCommand
{
    public const string Description = "Learn an encoder from data without labels.";

    public static Command Create(Shell shell)
    {
        Command command = new("pretrain", Description);
        SettingFlags flags = PretrainFlags.Add(command);
        Option<bool> resume = new("--resume") { Description = "Continue the run in --out from its last checkpoint; start it where nothing was saved yet. Excludes --from." };
        command.Options.Add(resume);
        LaunchFlags launch = new(command, restarts: true);
        command.SetAction((parsed, cancel) =>
        {
            MistakeCollector mistakes = new();
            LaunchOptions processes = mistakes.Try(() => launch.Read(parsed)) ?? new();
            Wanted wanted = mistakes.Try(() => Read(flags, parsed, parsed.GetValue(resume)))!;
            mistakes.ThrowIfAny();
            if (wanted.HasSweep && !LauncherLink.IsHere)
                shell.Error.WriteLine("The recipe's 'sweep' section is for 'autodidact sweep'; this run is of the recipe's own settings alone.");
            return processes.Processes > 1
                ? LaunchAsync(shell, processes, wanted, cancel)
                : Membership.RunAsync(shell, TimeSpan.FromSeconds(wanted.Options.StallTimeout), () => RunAsync(shell, wanted, cancel), cancel);
        });
        return command;
    }

    /// <summary>Has several processes do it, which must agree on the folder also when they are started anew.</summary>
    private static Task<int> LaunchAsync(Shell shell, LaunchOptions processes, Wanted wanted, CancellationToken cancel)
    {
        string[] folder = wanted.Options.Out is not null ? [] : ["--out", Pretraining.FreeFolder(wanted.Options)];
        return new ProcessLauncher(shell, processes).RunAsync([.. shell.Arguments, .. folder], cancel);
    }

    /// <summary>What the command line says, and whether a run is to go on; one that does keeps what is not said again.</summary>
    private static Wanted Read(SettingFlags flags, ParseResult parsed, bool asked)
    {
        Setting said = flags.Read(parsed);
        bool hasSweep = said.Children.ContainsKey(PretrainOptions.SweepSection);
        if (!asked && !IsRestarted)
            return new(Bind(said, new PretrainOptions()), false, hasSweep);
        if (!asked && !said.Children.ContainsKey("out"))
            said.Refuse([new ConfigurationMistake("out", null, "is not said, and a launcher has started this process anew (TORCHELASTIC_RESTART_COUNT): another run could be taken for the one to go on; name its folder from the first start on")]);
        string? path = said.Children.GetValueOrDefault("out")?.Text ?? Pretraining.LatestRun(Bind(said, new PretrainOptions()));
        if (path is null || !RunFolder.IsRun(path))
            return new(Bind(said, new PretrainOptions()), asked, hasSweep);
        Setting saved = RunFolder.Open(path).ReadSettings();
        // It has been started from there; only somebody who says so now contradicts --resume. Threads are taken over from the recipe by
        // the run that goes on, where it has as many processes as before, and are not said by anybody here.
        foreach (string open in (string[])["from", "threads", "loader_threads"])
            saved.Set(open, "auto");
        said = flags.Read(parsed, saved);
        said.Set("out", path);
        if (!asked)
            said.Set("from", "auto");
        return new(Bind(said, new PretrainOptions()), true, hasSweep);
    }

    /// <summary>A launcher such as torchrun starts a process that died once more with the same arguments, and counts how often.</summary>
    private static bool IsRestarted => int.TryParse(Environment.GetEnvironmentVariable("TORCHELASTIC_RESTART_COUNT"), out int count) && count > 0;

    /// <summary>Binds what was said; where something is wrong, data that cannot be opened are reported with the rest.</summary>
    public static PretrainOptions Bind(Setting said, PretrainOptions defaults)
    {
        try
        {
            return OptionsBinder.Bind(said, defaults);
        }
        catch (ConfigurationException wrong) when (said.Children.GetValueOrDefault("data")?.Text is string { Length: > 0 } data && wrong.Mistakes.All(mistake => mistake.Field != "data"))
        {
            try
            {
                DataSources.Open(data, ModalityOf(said));
            }
            catch (DataException missing)
            {
                throw new ConfigurationException([.. wrong.Mistakes, new("data", data, missing.Message, Origin: said.Children["data"].Origin)]);
            }
            throw;
        }
    }

    // What the method learns from, as far as the rest of what was said allows to know.
    private static string ModalityOf(Setting said)
    {
        Setting? method = said.Children.GetValueOrDefault("method");
        string? name = method?.Children.GetValueOrDefault(OptionVariants.NameField)?.Text ?? method?.Text;
        return OptionVariants.All<MethodOptions>().FirstOrDefault(known => known.Name == name)?.Modality ?? Modality.Image;
    }

    /// <summary>What to tell somebody who stopped a run.</summary>
    public static string HowToContinue(Run run) => $"Interrupted after step {run.Information.Steps}. To continue: autodidact pretrain --resume --out {run.Folder.Path}";

    private static async Task<int> RunAsync(Shell shell, Wanted wanted, CancellationToken cancel)
    {
        Run run = await Pretraining.RunAsync(wanted.Options, wanted.Resume, Observers.For(shell, wanted.Options), cancel);
        if (!World.Current.Writes)
            return run.Information.State == RunState.Finished ? ExitCode.Done : ExitCode.Interrupted;
        RunInformation information = run.Information;
        PretrainResult result = new(run.Folder.Path, information.Epochs, information.Loss, information.ImagesPerSecond, information.Skipped, information.Seconds, information.State, information.Steps, information.DataWait, information.Findings);
        bool finished = information.State == RunState.Finished;
        shell.Print(result, CliJson.Default.PretrainResult, terminal =>
        {
            terminal.MarkupLineInterpolated($"[green]{information.Steps:N0} steps[/] ({information.Epochs:0.##} epochs) in {TimeSpan.FromSeconds(information.Seconds):h\\:mm\\:ss}, {information.ImagesPerSecond:N0} samples/s, loss {information.Loss:0.0000}, data wait {information.DataWait:P1}, {information.Skipped} skipped");
            if (finished)
                terminal.MarkupLineInterpolated($"The encoder lies in {run.Folder.Path}/encoder. Next: autodidact evaluate {run.Folder.Path} --data LABELLED");
        });
        if (finished)
            return ExitCode.Done;
        shell.Error.WriteLine(HowToContinue(run));
        return ExitCode.Interrupted;
    }

    private sealed record Wanted(PretrainOptions Options, bool Resume, bool HasSweep);
}

/// <summary>What <c>pretrain --json</c> prints.</summary>
internal sealed record PretrainResult(string Run, double Epochs, double? Loss, double ImagesPerSecond, long Skipped, double Seconds, RunState State, long Steps, double DataWait, IReadOnlyList<string> Findings);
