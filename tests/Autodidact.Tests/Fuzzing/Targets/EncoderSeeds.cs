using Autodidact.Models;
using Autodidact.Models.ResNets;
using Autodidact.Tests.Support;

namespace Autodidact.Tests.Fuzzing.Targets;

/// <summary>The two files of a small encoder.</summary>
internal static class EncoderSeeds
{
    public static BackboneOptions Options { get; } = new CifarResNetOptions { Width = 4 };

    private static readonly Lazy<(byte[] Description, byte[] Weights)> s_files = new(() =>
    {
        using TemporaryFolder folder = new();
        using Encoder encoder = new(Options.Create(), Options, new ImagePreprocessing { Size = 16 }, new Provenance { Method = "simclr", Data = "shapes" });
        encoder.Save(folder.Path);
        return (File.ReadAllBytes(folder["encoder.json"]), File.ReadAllBytes(folder["encoder.safetensors"]));
    });

    public static byte[] Description => s_files.Value.Description;

    public static byte[] Weights => s_files.Value.Weights;

    /// <summary>Both files and what the network needs to be made: a few times what lies in the folder.</summary>
    public static long Budget(int length) => (4 << 20) + (4L * Weights.Length) + (1024L * length);

    public static void Read(string path)
    {
        using Encoder encoder = Encoder.Load(Path.GetDirectoryName(path)!);
        ((ImagePreprocessing)encoder.Preprocessing).Plan();
    }
}
