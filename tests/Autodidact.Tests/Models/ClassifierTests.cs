using Autodidact.Engine;
using Autodidact.Engine.Modules;
using Autodidact.Models;
using Autodidact.Models.ResNets;
using Autodidact.Tests.Support;
using Xunit;

namespace Autodidact.Tests.Models;

public sealed class ClassifierTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_saved_classifier_gives_the_same_logits_and_names()
    {
        using TensorScope scope = new();
        using Classifier classifier = Save(["cat", "größer \"😀\"", "null"]);
        using Classifier loaded = Classifier.Load(_folder.Path);
        Assert.Equal(classifier.Classes, loaded.Classes);
        Assert.Equal((7, "simclr"), (loaded.Description.Labels, loaded.Description.Pretraining!.Method));
        Tensor images = Tensor.Randn([2, 3, 16, 16]);
        classifier.Encoder.Backbone.Evaluate();
        float[] expected = classifier.Logits(images).ToArray<float>(), actual = loaded.Logits(images).ToArray<float>();
        for (int i = 0; i < expected.Length; i++) Assert.Equal(expected[i], actual[i], 1e-5f);
        Assert.True(Classifier.IsClassifier(_folder.Path));
        using Encoder encoder = Encoder.Load(_folder.Path);     // the folder is an encoder's as well
    }

    [Fact]
    public void A_damaged_folder_is_named()
    {
        string json = _folder["classifier.json"], weights = _folder["classifier.safetensors"];
        Assert.Contains("classifier.json", Assert.Throws<FileNotFoundException>(() => Classifier.Load(_folder.Path)).Message, StringComparison.Ordinal);
        Save(["cat", "dog"]).Dispose();
        string good = File.ReadAllText(json);
        byte[] goodWeights = File.ReadAllBytes(weights);

        Said("3 classes", good.Replace("\"dog\"", "\"dog\", \"cow\"", StringComparison.Ordinal));
        Said("layout 2", good.Replace("\"format\": 1", "\"format\": 2", StringComparison.Ordinal));
        Said("does not name the classes", good.Replace("\"cat\"", "null", StringComparison.Ordinal));
        Said("damaged", good[..(good.Length / 2)]);
        File.WriteAllText(json, good);
        goodWeights[^1] ^= 1;
        File.WriteAllBytes(weights, goodWeights);
        Assert.Contains("classifier.safetensors", Assert.Throws<InvalidDataException>(() => Classifier.Load(_folder.Path)).Message, StringComparison.Ordinal);
        File.Delete(weights);
        Assert.Throws<FileNotFoundException>(() => Classifier.Load(_folder.Path));

        void Said(string expected, string text)
        {
            File.WriteAllText(json, text);
            Assert.Contains(expected, Assert.Throws<InvalidDataException>(() => Classifier.Load(_folder.Path)).Message, StringComparison.Ordinal);
        }
    }

    private Classifier Save(string[] classes)
    {
        BackboneOptions options = new ResNet18Options { Width = 4 }.Resolve(16);
        Encoder encoder = new(options.Create(), options, new ImagePreprocessing { Size = 16 });
        Classifier classifier = new(encoder, new Linear(encoder.FeatureSize, classes.Length), new ClassifierDescription { Classes = classes, Labels = 7, Pretraining = new Provenance { Method = "simclr" } });
        classifier.Save(_folder.Path);
        return classifier;
    }
}
