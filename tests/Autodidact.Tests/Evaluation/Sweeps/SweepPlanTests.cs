using Autodidact.Configuration;
using Autodidact.Evaluation.Sweeps;
using Autodidact.Methods;
using Autodidact.Tests.Support;
using Autodidact.Training;
using Xunit;

namespace Autodidact.Tests.Evaluation.Sweeps;

public sealed class SweepPlanTests
{
    [Fact]
    public void A_grid_is_every_combination_with_every_seed_seed_after_seed()
    {
        SweepPlan plan = Plan("data: shapes\nseed: 5\nmethod: { name: simclr, embedding_size: 16 }", ["temperature=0.1,0.5", "views.min_scale=0.2,0.4"], "2");
        Assert.Equal(["method.temperature", "views.min_scale"], plan.Axes.Select(axis => axis.Setting));
        Assert.Equal(8, plan.Cells.Count);
        Assert.Equal(
            ["temperature=0.1 min_scale=0.2 seed=5", "temperature=0.1 min_scale=0.4 seed=5", "temperature=0.5 min_scale=0.2 seed=5", "temperature=0.5 min_scale=0.4 seed=5", "temperature=0.1 min_scale=0.2 seed=6"],
            plan.Cells.Take(5).Select(cell => cell.Name));
        PretrainOptions last = plan.Cells[^1].Options;
        Assert.Equal((6UL, 0.4, 0.5, 16), (last.Seed, last.Views.MinScale, ((SimClrOptions)last.Method).Temperature, ((SimClrOptions)last.Method).EmbeddingSize));
        Assert.Equal(Path.Combine("there", "temperature=0.5_min_scale=0.4_seed=6"), last.Out);
    }

    [Fact]
    public void A_recipe_can_hold_the_grid_and_the_command_line_wins()
    {
        const string Recipe = "data: shapes\nsweep: { grid: { method.temperature: [0.1, 0.2], batch: '32, 64' }, seeds: 3 }";
        Assert.Equal(12, Plan(Recipe, [], null).Cells.Count);
        SweepPlan less = Plan(Recipe, ["batch=16"], "1");
        Assert.Equal([16, 16], less.Cells.Select(cell => cell.Options.Batch));

        // A run of the recipe alone leaves the section out.
        Setting said = new();
        RecipeReader.Read(Recipe, "recipe.yaml", said);
        Assert.Equal(256, OptionsBinder.Bind<PretrainOptions>(said).Batch);
    }

    [Fact]
    public void The_study_of_augmentations_is_a_sweep_of_49_cells()
    {
        Setting said = new();
        RecipeReader.ReadFile(Path.Combine(RepositoryFolder.Root, "recipes", "simclr-augmentation-pairs.yaml"), said);
        SweepPlan plan = SweepPlan.Create(said, SweepGrid.Read(said, [], null), "there");
        Assert.Equal(49, plan.Cells.Select(cell => (cell.Options.Views.StudyFirst, cell.Options.Views.StudySecond)).Distinct().Count());
        Assert.Equal(49, plan.Cells.Count);
        Assert.Equal(7, plan.Cells.Count(cell => cell.Options.Views.StudyFirst == cell.Options.Views.StudySecond));
    }

    [Fact]
    public void Backbones_keep_their_own_settings_to_themselves()
    {
        SweepPlan plan = Plan("data: shapes\nbackbone: { name: resnet18, width: 8 }", ["backbone=resnet18,cifar-resnet"], null);
        Assert.Equal(["resnet18", "cifar-resnet"], plan.Cells.Select(cell => cell.Options.Backbone.Name));
        Assert.Equal(8, ((Autodidact.Models.ResNets.ResNet18Options)plan.Cells[0].Options.Backbone).Width);
    }

    [Fact]
    public void Settings_of_a_network_that_a_method_brings_are_known()
    {
        Assert.Equal(["backbone.patch_size"], Plan("data: shapes\nmethod: mae", ["patch_size=4,8"], null).Axes.Select(axis => axis.Setting));
        SweepPlan plan = Plan("data: shapes", ["method=mae,ibot", "patch_size=4,8"], null);
        Assert.Equal(4, plan.Cells.Select(cell => (cell.Options.Method.Name, ((Autodidact.Models.Transformers.VisionTransformerOptions)cell.Options.Backbone).PatchSize)).Distinct().Count());
    }

    [Fact]
    public void All_that_is_wrong_is_said_at_once()
    {
        string[] mistakes = Mistakes("data: shapes\nbatch: -1\nsweep: { gird: 1, seeds: 0 }", ["temprature=0.1", "epochs=1,1", "name", "width="], null);
        Assert.Contains(mistakes, mistake => mistake.Contains("did you mean 'temperature'?", StringComparison.Ordinal));
        Assert.Contains(mistakes, mistake => mistake.StartsWith("grid epochs = 1: is named twice", StringComparison.Ordinal));
        Assert.Contains(mistakes, mistake => mistake.StartsWith("grid = name: is not of the form", StringComparison.Ordinal));
        Assert.Contains(mistakes, mistake => mistake.StartsWith("grid width: names no value", StringComparison.Ordinal));
        Assert.Contains(mistakes, mistake => mistake.StartsWith("sweep.gird: there is no such setting", StringComparison.Ordinal));
        Assert.Contains(mistakes, mistake => mistake.StartsWith("seeds = 0", StringComparison.Ordinal));
        Assert.Contains(mistakes, mistake => mistake.StartsWith("batch = -1", StringComparison.Ordinal));

        Assert.Contains(Mistakes("data: shapes", ["learning_rate=1", "name=2"], null), mistake => mistake.Contains("grid name", StringComparison.Ordinal));
        Assert.Equal(2, Mistakes("data: shapes", ["temperature=0.1,99,-1"], null).Length);
        Assert.Contains(Mistakes("data: shapes", ["seed=1,2"], "2"), mistake => mistake.StartsWith("seeds = 2", StringComparison.Ordinal));
        Assert.Contains(Mistakes("data: shapes", ["warmup=1"], null), mistake => mistake.Contains("grid warmup", StringComparison.Ordinal));
    }

    [Fact]
    public void A_short_name_is_the_setting_that_ends_so()
    {
        string[] mistakes = Mistakes("data: shapes\noptimizer: adam", ["size=8,16", "shape=1"], null);
        Assert.DoesNotContain(mistakes, mistake => mistake.StartsWith("grid size", StringComparison.Ordinal));
        SweepPlan plan = Plan("data: shapes", ["size=8,16"], null);
        Assert.Equal("views.size", plan.Axes.Single().Setting);
    }

    private static SweepPlan Plan(string recipe, string[] grid, string? seeds)
    {
        Setting said = new();
        RecipeReader.Read(recipe, "recipe.yaml", said);
        return SweepPlan.Create(said, SweepGrid.Read(said, grid, seeds), "there");
    }

    private static string[] Mistakes(string recipe, string[] grid, string? seeds) =>
        [.. Assert.Throws<ConfigurationException>(() => Plan(recipe, grid, seeds)).Mistakes.Select(mistake => mistake.ToString())];
}
