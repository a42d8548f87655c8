using Autodidact.Configuration;
using Autodidact.Methods;
using Autodidact.Models.ResNets;
using Autodidact.Tests.Support;
using Autodidact.Training;
using Autodidact.Training.Optimizers;
using Autodidact.Training.Words;
using Xunit;

namespace Autodidact.Tests.Training;

public sealed class RecipeTests
{
    public static TheoryData<string> Recipes => [.. Directory.EnumerateFiles(Path.Combine(RepositoryFolder.Root, "recipes"), "*.yaml", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(RepositoryFolder.Root, path))];

    [Theory]
    [MemberData(nameof(Recipes))]
    public void A_shipped_recipe_is_valid_and_its_header_runs_it(string path)
    {
        Setting said = new();
        RecipeReader.ReadFile(Path.Combine(RepositoryFolder.Root, path), said);
        string header = File.ReadLines(Path.Combine(RepositoryFolder.Root, path)).First();
        if (header.StartsWith($"# autodidact word2vec --config {path}", StringComparison.Ordinal))
        {
            OptionsBinder.Bind<Word2VecRunOptions>(said);
            return;
        }
        OptionsBinder.Bind<PretrainOptions>(said);
        Assert.StartsWith(said.Children.ContainsKey("sweep") ? $"# autodidact sweep {path}" : $"# autodidact pretrain --config {path}", header);
    }

    [Fact]
    public void Resolved_options_read_back_the_same_and_leave_nothing_open_that_a_seed_could_not_settle()
    {
        PretrainOptions resolved = new PretrainOptions { Data = "shapes", Epochs = 3, Optimizer = new LarsOptions(), Backbone = new ResNet34Options { Width = 8 } }.Resolve(32, 1024);
        Setting said = new();
        RecipeReader.Read(RecipeWriter.Write(resolved), "recipe.yaml", said);
        Assert.Empty(OptionsListing.Differences(resolved, OptionsBinder.Bind<PretrainOptions>(said)));
        Assert.Equal(0.3, resolved.Optimizer.LearningRate);
        Assert.Equal(ResNetStem.Cifar, ((ResNet34Options)resolved.Backbone).Stem);
        Assert.Equal(4, resolved.CheckpointEvery);
    }

    [Fact]
    public void The_learning_rate_grows_with_the_batch() =>
        Assert.Equal(0.24, new PretrainOptions { Data = "shapes", Batch = 512 }.Resolve(32, 1024).Optimizer.LearningRate);

    [Theory]
    [InlineData(null, null, 400)]
    [InlineData(7, null, 28)]
    [InlineData(null, 9, 9)]
    [InlineData(2, 9, 8)]
    [InlineData(3, 9, 9)]
    public void Steps_end_a_run_before_its_epochs_do(int? epochs, int? steps, long expected) =>
        Assert.Equal(expected, new PretrainOptions { Epochs = epochs, Steps = steps }.TotalSteps(4));

    [Fact]
    public void Every_method_and_backbone_has_a_name_of_its_own_and_valid_defaults()
    {
        Assert.Contains("simclr", OptionVariants.Of(typeof(MethodOptions)).Keys);
        Assert.Contains("resnet50", OptionVariants.Of(typeof(Autodidact.Models.BackboneOptions)).Keys);
        Assert.Equal(["adam", "adamw", "lamb", "lars", "sgd"], OptionVariants.Of(typeof(OptimizerOptions)).Keys);
        Assert.All(OptionVariants.All<MethodOptions>(), method => Assert.Empty(OptionsChecker.Mistakes(method)));
        Assert.All(OptionVariants.All<Autodidact.Models.BackboneOptions>(), backbone => Assert.Empty(OptionsChecker.Mistakes(backbone)));
    }
}
