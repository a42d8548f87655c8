using System.Text.Json;
using Autodidact.Configuration;
using Autodidact.Engine;
using Autodidact.Engine.Modules;
using Autodidact.Engine.Serialization;

namespace Autodidact.Models;

/// <summary>
/// An encoder and a linear classifier on its features, with the names of the classes, in a folder: the encoder's files,
/// <c>classifier.safetensors</c> and <c>classifier.json</c>. The folder is an encoder's folder as well.
/// </summary>
public sealed class Classifier : IDisposable
{
    private const string WeightsFile = "classifier.safetensors", DescriptionFile = "classifier.json";

    private readonly Linear _linear;

    /// <param name="encoder">Gives the features; becomes this one's.</param>
    /// <param name="linear">From features to one logit a class; becomes this one's.</param>
    public Classifier(Encoder encoder, Linear linear, ClassifierDescription description) =>
        (Encoder, _linear, Description) = (encoder, linear, description);

    /// <summary>What gives the features.</summary>
    public Encoder Encoder { get; }

    public ClassifierDescription Description { get; }

    /// <summary>Names of the classes, in the order of the logits.</summary>
    public IReadOnlyList<string> Classes => Description.Classes;

    /// <summary>Whether <paramref name="folder"/> holds a classifier.</summary>
    public static bool IsClassifier(string folder) => File.Exists(Path.Combine(folder, DescriptionFile));

    /// <summary>Reads a classifier from its folder, ready to classify.</summary>
    /// <exception cref="FileNotFoundException">The folder holds no classifier.</exception>
    /// <exception cref="ConfigurationException">The encoder's description is damaged.</exception>
    /// <exception cref="InvalidDataException">A file is damaged, or the classifier fits neither the encoder nor the classes.</exception>
    /// <exception cref="StateMismatchException">The encoder's weights do not fit the network that is described.</exception>
    public static Classifier Load(string folder, Device device = default)
    {
        string json = Path.Combine(folder, DescriptionFile), weights = Path.Combine(folder, WeightsFile);
        foreach (string file in (string[])[json, weights])
            if (!File.Exists(file)) throw new FileNotFoundException($"There is no classifier in '{folder}': {Path.GetFileName(file)} is missing. 'autodidact finetune' makes one.", file);
        ClassifierDescription description = ReadDescription(json);
        Encoder encoder = Encoder.Load(folder, device);
        try
        {
            return new(encoder, ReadLinear(weights, description.Classes.Count, encoder.FeatureSize, device), description);
        }
        catch
        {
            encoder.Dispose();
            throw;
        }
    }

    /// <summary>Writes all files, each atomically.</summary>
    public void Save(string folder)
    {
        Encoder.Save(folder);
        StateFile.Write(Path.Combine(folder, WeightsFile), _linear.NamedState());
        AtomicFile.WriteText(Path.Combine(folder, DescriptionFile), JsonSerializer.Serialize(Description, ClassifierJson.Default.ClassifierDescription) + "\n", makeFolder: false);
    }

    /// <summary>One logit a class, in fp32, without a graph.</summary>
    /// <param name="inputs">What the encoder's preprocessing makes of samples: pictures <c>[batch, 3, size, size]</c>, or token numbers <c>[batch, length]</c>; on any device.</param>
    /// <returns><c>[batch, classes]</c> on the network's device.</returns>
    public Tensor Logits(Tensor inputs)
    {
        using NoGradient guard = new();
        using FullPrecision precision = new(inputs.Device);
        return _linear.Forward(Encoder.Embed(inputs));
    }

    public void Dispose()
    {
        Encoder.Dispose();
        _linear.Dispose();
    }

    private static ClassifierDescription ReadDescription(string path)
    {
        try
        {
            ClassifierDescription? read = JsonSerializer.Deserialize(File.ReadAllBytes(path), ClassifierJson.Default.ClassifierDescription);
            return read switch
            {
                { Format: not ClassifierDescription.CurrentFormat } => throw new InvalidDataException($"'{path}' has the layout {read.Format}; this version reads {ClassifierDescription.CurrentFormat}."),
                { Classes: { Count: > 0 } classes } when classes.All(name => name is not null) => read,
                _ => throw new InvalidDataException($"'{path}' is damaged: it does not name the classes."),
            };
        }
        catch (JsonException error)
        {
            throw new InvalidDataException($"'{path}' is damaged: {error.Message}", error);
        }
    }

    // Shapes are compared before a layer is made that a description of a few letters might want to be of any size.
    private static Linear ReadLinear(string path, int classes, int features, Device device)
    {
        using TensorScope scope = new();
        Dictionary<string, Tensor> state = StateFile.Read(path);
        if (state.Count != 2 || !HasShape("weight", [classes, features]) || !HasShape("bias", [classes]))
            throw new InvalidDataException($"'{path}' holds no classifier of {classes} classes on {features} features, which {DescriptionFile} and the encoder beside it ask for.");
        Linear linear = new(features, classes);
        linear.LoadState(state);
        linear.To(device);
        return linear;

        bool HasShape(string name, long[] shape) => state.TryGetValue(name, out Tensor? tensor) && tensor.Shape.AsSpan().SequenceEqual(shape);
    }
}
