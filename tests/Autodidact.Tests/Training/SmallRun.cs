using Autodidact.Methods;
using Autodidact.Models.ResNets;
using Autodidact.Training;

namespace Autodidact.Tests.Training;

/// <summary>A real run, as small as runs can be.</summary>
internal static class SmallRun
{
    public const int Steps = 6;

    public static PretrainOptions Options(string path) => new()
    {
        Data = "shapes:size=16",
        Limit = 24,
        Batch = 8,
        Epochs = 2,
        Backbone = new ResNet18Options { Width = 4 },
        Method = new SimClrOptions { EmbeddingSize = 8 },
        Precision = Precision.Fp32,
        Threads = 1,
        LoaderThreads = 1,
        CheckpointEvery = 2,
        Out = path,
    };
}
