using Autodidact.Engine.Modules;
using Autodidact.Models;
using Autodidact.Tests.Support;

namespace Autodidact.Tests.Fuzzing.Targets;

/// <summary>The four files of a small classifier.</summary>
internal static class ClassifierSeeds
{
    private static readonly Lazy<Dictionary<string, byte[]>> s_files = new(() =>
    {
        using TemporaryFolder folder = new();
        Encoder encoder = new(EncoderSeeds.Options.Create(), EncoderSeeds.Options, new ImagePreprocessing { Size = 16 });
        using Classifier classifier = new(encoder, new Linear(encoder.FeatureSize, 3), new ClassifierDescription { Classes = ["cat", "größer", "3"], Labels = 30, Pretraining = new Provenance { Method = "simclr" } });
        classifier.Save(folder.Path);
        return Directory.EnumerateFiles(folder.Path).ToDictionary(path => Path.GetFileName(path), File.ReadAllBytes);
    });

    public static byte[] Of(string name) => s_files.Value[name];

    /// <summary>Writes all files but one.</summary>
    public static void Prepare(string folder, string without)
    {
        foreach ((string name, byte[] bytes) in s_files.Value)
            if (name != without) File.WriteAllBytes(Path.Combine(folder, name), bytes);
    }

    public static void Read(string path)
    {
        using Classifier classifier = Classifier.Load(Path.GetDirectoryName(path)!);
        _ = string.Join(", ", classifier.Classes);
    }
}
