using System.CommandLine;
using Autodidact.Cli.Rendering;
using Autodidact.Configuration;
using Autodidact.Evaluation;
using Autodidact.Evaluation.Sweeps;
using Autodidact.Training;

namespace Autodidact.Cli.Commands;

/// <summary>A recipe with every combination of some settings.</summary>
internal static class SweepCommand
{
    public const string Description = "Run a recipe with every combination of some settings, and measure each.";

    public static Command Create(Shell shell)
    {
        Command command = new("sweep", Description);
        Argument<string?> recipe = new("RECIPE") { Description = "A recipe; its 'sweep' section may hold a grid. Default: what the flags say.", Arity = ArgumentArity.ZeroOrOne };
        Option<string[]> grid = new("--grid") { Description = "A setting and its values, such as temperature=0.1,0.2,0.5; can be repeated.", HelpName = "SETTING=VALUES", Arity = ArgumentArity.OneOrMore };
        Option<string> seeds = new("--seeds") { Description = "Runs of each combination, with the recipe's seed and the next ones. Default: 1.", HelpName = "N" };
        Option<string> folder = new("--out") { Description = "The sweep's folder; runs that are finished there are not done again. Default: sweeps/METHOD-SETTINGS.", HelpName = "FOLDER" };
        Option<string> limit = new("--evaluate-limit") { Description = "Measure on the first samples of each part only.", HelpName = "N" };
        command.Arguments.Add(recipe);
        foreach (Option option in (Option[])[grid, seeds, folder, limit])
            command.Options.Add(option);
        SettingFlags flags = PretrainFlags.Add(command, "out");
        command.SetAction(async (parsed, cancel) =>
        {
            Setting said = Recipes.Read(flags, parsed, parsed.GetValue(recipe));
            MistakeCollector mistakes = new();
            SweepGrid wanted = SweepGrid.Read(said, parsed.GetValue(grid) ?? [], parsed.GetValue(seeds));
            EvaluationOptions evaluation = mistakes.Try(() => EvaluationFor(parsed.GetValue(limit), "--evaluate-limit")) ?? new();
            SweepPlan? plan = mistakes.Try(() => SweepPlan.Create(said, wanted, parsed.GetValue(folder)));
            if (wanted.Axes.Count == 0)
                mistakes.Add(new("grid", null, "is not said: name settings and their values with --grid temperature=0.1,0.2, or in the recipe's 'sweep' section"));
            mistakes.ThrowIfAny();
            SweepDisplay display = new(shell);
            PretrainOptions options = plan!.Cells[0].Options;
            SweepResult sweep = await new SweepRunner(plan, display).RunAsync(evaluation with { With = ["knn"], Threads = options.Threads, Device = options.Device }, cancel);
            display.Print(sweep);
            if (sweep.State != RunState.Finished)
            {
                int done = sweep.Runs.Count(run => run.State is RunState.Finished or RunState.Failed);
                shell.Error.WriteLine($"Interrupted after {done} of {sweep.Runs.Count} runs. The same command goes on from there{(parsed.GetValue(folder) is null ? $" (in {plan.Folder})" : "")}.");
                return ExitCode.Interrupted;
            }
            int failed = sweep.Runs.Count(run => run.State == RunState.Failed);
            shell.Error.WriteLine(failed == 0
                ? $"The sweep lies in {plan.Folder}: sweep.svg shows it, sweep.json has every figure."
                : $"{failed} of {sweep.Runs.Count} runs failed; {plan.Folder}/sweep.json says why.");
            return failed == 0 ? ExitCode.Done : ExitCode.Failure;
        });
        return command;
    }

    /// <summary>How runs are measured.</summary>
    public static EvaluationOptions EvaluationFor(string? limit, string origin)
    {
        Setting said = new();
        if (limit is not null)
            said.Set("limit", limit, origin);
        return OptionsBinder.Bind(said, EvaluationOptions.OfRuns);
    }
}
