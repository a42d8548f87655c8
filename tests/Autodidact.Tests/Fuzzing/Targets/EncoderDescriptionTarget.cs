using Autodidact.Configuration;
using Autodidact.Engine.Modules;
using Autodidact.Models;

namespace Autodidact.Tests.Fuzzing.Targets;

/// <summary><c>encoder.json</c> beside good weights.</summary>
internal sealed class EncoderDescriptionTarget : IFuzzTarget
{
    private static readonly string[] s_backbones = [.. OptionVariants.All<BackboneOptions>().Select(backbone => backbone.Name)];

    public string Name => "encoder-description";

    public string FileName => "encoder.json";

    public IReadOnlyList<Type> Covers => [typeof(Encoder), typeof(EncoderDescription)];

    public IReadOnlyList<Type> Refusals => [typeof(ConfigurationException), typeof(InvalidDataException), typeof(StateMismatchException)];

    public IReadOnlyList<byte[]> Seeds { get; } = [EncoderSeeds.Description];

    public IReadOnlyList<string> Words => [.. RecipeTarget.YamlWords, .. s_backbones, "256", "110", "cifar", "image", "depth", "stem", "imagenet"];

    public int Cost => 4;

    public long Budget(int length) => EncoderSeeds.Budget(length);

    public void Prepare(string folder) => File.WriteAllBytes(Path.Combine(folder, "encoder.safetensors"), EncoderSeeds.Weights);

    /// <summary>Now and then no more than the name of a backbone, whose network may be of any size.</summary>
    public byte[] Change(byte[] seed, Random random, Mutator mutator) => random.Next(50) == 0
        ? System.Text.Encoding.UTF8.GetBytes($"backbone: {{name: {s_backbones[random.Next(s_backbones.Length)]}{(random.Next(2) == 0 ? ", width: 100" : "")}}}")
        : mutator.Change(seed, random);

    public void Read(string path) => EncoderSeeds.Read(path);
}
