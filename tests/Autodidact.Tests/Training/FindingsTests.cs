using Autodidact.Configuration;
using Autodidact.Data;
using Autodidact.Methods;
using Autodidact.Models.ResNets;
using Autodidact.Tests.Support;
using Autodidact.Training;
using Autodidact.Training.Diagnosis;
using Autodidact.Training.Optimizers;
using Xunit;

namespace Autodidact.Tests.Training;

/// <summary>Runs that truly have a fault are told what it is, within so many steps; healthy runs of every method are told nothing.</summary>
public sealed class FindingsTests : IDisposable
{
    private const int HealthySteps = 130;

    private static readonly string[] s_late = ["cmc", "supcon", "supervised"];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>What is found, within how many steps, and by which settings the fault is made.</summary>
    public static TheoryData<string, int, string[]> Faults => new()
    {
        { "learning_rate_too_high", 30, ["optimizer.learning_rate=50"] },
        { "learning_rate_too_low", 60, ["optimizer.learning_rate=1e-7"] },
        { "loss_at_chance", 150, ["method.temperature=10"] },
        { "batch_too_small", 1, ["batch=8"] },
        { "views_too_weak", 1, ["views.min_scale=1", "views.flip_probability=0", "views.jitter_probability=0", "views.grayscale_probability=0"] },
        { "views_too_strong", 150, ["views.min_scale=0.001", "views.max_scale=0.002", "views.jitter_strength=5", "views.hue=0.5"] },
        { "dimensional_collapse", 200, ["method=vicreg", "method.covariance_weight=0", "optimizer.learning_rate=0.1"] },
        { "vanishing_gradients", 60, ["optimizer.learning_rate=20"] },
        { "batch_norm_leak", 150, ["method=moco-v2", "method.batch_norm_groups=32", "method.shuffle=false", "method.queue_size=256"] },
        { "constant_collapse", 60, ["method=byol", "method.predictor=none", "method.momentum=0.9"] },
        { "constant_collapse", 120, ["method=simsiam", "method.stop_gradient=false", "optimizer.learning_rate=0.3"] },       // batch norm holds what is left apart
        { "cluster_collapse", 150, ["method=swav", "method.sinkhorn=false", "method.output_batch_norm=false", "method.freeze_prototypes_epochs=0", "method.prototypes=64"] },
        { "dead_codes", 90, ["method=vq-vae", "method.codes=256", "method.codes_from_data=false", "method.restart_codes=false", "backbone=conv-encoder", "backbone.width=8", "optimizer=adamw", "optimizer.learning_rate=0.001"] },
        { "teacher_one_hot", 100, ["method=dino", "method.centering=false", "method.head_batch_norm=false", "method.bottleneck_batch_norm=false"] },
        { "teacher_uniform", 100, ["method=dino", "method.teacher_temperature=0.1", "method.warmup_teacher_temperature=0.1", "method.head_batch_norm=false", "method.bottleneck_batch_norm=false"] },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_fault_is_found_by_name(string name, int within, string[] settings)
    {
        Finder finder = new();
        Run run = await Pretraining.RunAsync(Options(within, settings), observers: [finder]);
        Finding finding = Assert.Single(finder.Findings, finding => finding.Name == name);
        Assert.InRange(finding.Step, 1, within);
        Assert.Contains(name, run.Information.Findings);
        Assert.Contains(File.ReadLines(run.Folder.Metrics), line => line.Contains($"\"finding\":\"{name}\"", StringComparison.Ordinal));
        Assert.Contains(name, File.ReadAllText(run.Folder.Log), StringComparison.Ordinal);
    }

    /// <summary>One method of each kind; with <c>AUTODIDACT_SLOW=1</c> every method there is.</summary>
    public static TheoryData<string> Methods => Environment.GetEnvironmentVariable("AUTODIDACT_SLOW") == "1"
        ? [.. OptionVariants.All<MethodOptions>().OfType<ImageMethodOptions>().Select(options => options.Name)]
        : ["dcl", "simclr", "moco-v2", "byol", "swav", "dino"];

    [Theory]
    [MemberData(nameof(Methods))]
    public async Task A_healthy_run_is_told_nothing(string method)
    {
        Finder finder = new();
        PretrainOptions options = Options(HealthySteps, []) with { Method = SmallMethods.Of(method) };
        if (((ImageMethodOptions)options.Method).Problem(options.Backbone) is not null) options = options with { Backbone = SmallBackbones.TransformerFor(options.Method), Optimizer = new AdamWOptions() };
        await Pretraining.RunAsync(options, observers: [finder]);
        // After so few steps some are still at chance, and see no difference between views of one picture and of two. To say so is true; to say
        // more would be a false alarm.
        string[] told = s_late.Contains(method) ? ["loss_at_chance", "views_too_strong"] : [];
        Assert.DoesNotContain(finder.Findings, finding => !told.Contains(finding.Name));
    }

    [Fact]
    public async Task A_loss_that_becomes_no_number_is_a_finding_of_the_run_that_ends()
    {
        Finder finder = new();
        await Assert.ThrowsAsync<NonFiniteLossException>(() => Pretraining.RunAsync(Options(60, ["method=vicreg", "optimizer.learning_rate=0.5", "schedule.warmup_epochs=0", "diagnose_every=1"]), observers: [finder]));
        // While gradients grow they are called so; then there is nothing left to measure.
        string[] names = [.. finder.Findings.Select(finding => finding.Name)];
        Assert.All(["exploding_gradients", "loss_not_finite"], name => Assert.Contains(name, names));
        Assert.Equal(names, RunInformation.Read(RunFolder.Open(_folder["run"]))!.Findings);
    }

    [Fact]
    public async Task Data_that_are_slow_to_come_are_found()
    {
        Finder finder = new();
        await Pretraining.RunAsync(Options(60, [$"data={Large()}", "batch=4", "views.size=16", "backbone.width=4", "checkpoint_every=1000"]), observers: [finder]);
        Assert.Contains(finder.Findings, finding => finding.Name == "data_starving");
    }

    [Fact]
    public async Task Pictures_that_come_several_times_are_found()
    {
        Finder finder = new();
        await Pretraining.RunAsync(Options(60, [$"data={Several()}"]), observers: [finder]);
        Assert.Contains(finder.Findings, finding => finding.Name == "duplicates");
    }

    [Fact]
    public void Each_failure_mode_has_its_section_in_the_documents()
    {
        string page = File.ReadAllText(Path.Combine(RepositoryFolder.Root, "docs", "findings.md"));
        string[] sections = [.. page.Split('\n').Where(line => line.StartsWith("## ", StringComparison.Ordinal)).Select(line => line[3..].Trim())];
        Assert.Equal(FailureModes.All().Select(mode => mode.Name.Replace('_', '-')).Order(StringComparer.Ordinal), sections.Order(StringComparer.Ordinal));
    }

    /// <summary>A folder of pictures that take much longer to decode than a small network to learn from.</summary>
    private string Large()
    {
        Directory.CreateDirectory(_folder["pictures"]);
        byte[] noise = new byte[1200 * 1200 * 3];
        new Random(0).NextBytes(noise);
        byte[] png = ImageFiles.EncodePng(new Image(1200, 1200, 3, noise));
        for (int i = 0; i < 4; i++)
            File.WriteAllBytes(Path.Combine(_folder["pictures"], $"{i}.png"), png);
        return _folder["pictures"];
    }

    /// <summary>A folder in which each of 64 pictures lies five times.</summary>
    private string Several()
    {
        ImageSource source = DataSources.Open("shapes:count=64,size=16");
        Directory.CreateDirectory(_folder["pictures"]);
        for (int i = 0; i < 5 * source.Count; i++)
            File.WriteAllBytes(Path.Combine(_folder["pictures"], $"{i:0000}.png"), ImageFiles.EncodePng(source.Read(i % source.Count)));
        return _folder["pictures"];
    }

    private PretrainOptions Options(int steps, string[] settings)
    {
        Setting said = new();
        foreach (string setting in settings)
            said.SetPair(setting);
        return OptionsBinder.Bind(said, new PretrainOptions
        {
            Data = "shapes:count=640,size=16",
            Method = new SimClrOptions(),
            Batch = 64,
            Steps = steps,
            Backbone = new ResNet18Options { Width = 8 },
            Optimizer = new SgdOptions { LearningRate = 0.06 },
            Precision = Precision.Fp32,
            Threads = 1,
            LoaderThreads = 1,
            KnnEvery = 0,
            DiagnoseEvery = 5,
            Out = _folder["run"],
        });
    }

    private sealed class Finder : TrainingObserver
    {
        public List<Finding> Findings { get; } = [];

        public override void Found(Finding finding) => Findings.Add(finding);
    }
}
