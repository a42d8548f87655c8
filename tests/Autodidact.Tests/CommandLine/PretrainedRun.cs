using Autodidact.Tests.Support;
using Xunit;

namespace Autodidact.Tests.CommandLine;

/// <summary>A small run on the first pictures of Fashion-MNIST, made once by the real program and shared by the tests that use it.</summary>
[CollectionDefinition(Collection)]
public sealed class PretrainedRun : IAsyncLifetime, ICollectionFixture<PretrainedRun>
{
    public const string Collection = "pretrained run";
    public const string DataSet = "fashion-mnist";
    public const int Pictures = 512;
    public const int Steps = 16;

    /// <summary>Where commands run; the run lies in <c>run</c> below it.</summary>
    public TemporaryFolder Folder { get; } = new();

    /// <summary>What <c>pretrain --json</c> left behind.</summary>
    internal CliResult? Result { get; private set; }

    /// <summary>A file or folder of the run.</summary>
    public string this[string name] => Path.Combine(Folder["run"], name);

    public async Task InitializeAsync()
    {
        if (!Datasets.Has(DataSet)) return; // The tests that need it are skipped for the same reason.
        Result = await Cli.RunAsync(Folder, Arguments("run", "--epochs", "2", "--json"));
    }

    public Task DisposeAsync()
    {
        Folder.Dispose();
        return Task.CompletedTask;
    }

    /// <summary>The command that pretrains a network that is small enough for a test.</summary>
    internal static string[] Arguments(string run, params string[] more) =>
    [
        "pretrain", "--data", Datasets.PathOf(DataSet), "--limit", Pictures.ToString(), "--batch", "64", "--backbone", "resnet18",
        "--set", "backbone.width=8", "--seed", "1", "--out", run, .. more,
    ];
}
