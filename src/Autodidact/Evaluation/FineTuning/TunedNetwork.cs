using Autodidact.Engine;
using Autodidact.Engine.Modules;
using Autodidact.Engine.Optimization;
using Autodidact.Models;

namespace Autodidact.Evaluation.FineTuning;

/// <summary>A backbone and a linear classifier on its features, all of which learns.</summary>
internal sealed class TunedNetwork : Module
{
    // Small enough that the first predictions are nearly even, and the first gradients into the backbone short.
    private const double FirstWeights = 0.01;

    private const string BackboneName = "backbone";

    private readonly double _dropout;

    /// <param name="backbone">Becomes this one's.</param>
    /// <param name="classes">Outputs of the classifier.</param>
    /// <param name="dropout">Share of the features that are set to 0 in training.</param>
    public TunedNetwork(Backbone backbone, int classes, double dropout)
    {
        (Backbone, _dropout) = (Child(BackboneName, backbone), dropout);
        Classifier = Child("classifier", new Linear(backbone.FeatureSize, classes));
        Initialization.Normal(Classifier, FirstWeights);
    }

    public Backbone Backbone { get; }

    public Linear Classifier { get; }

    /// <summary><c>[batch, classes]</c>.</summary>
    public Tensor Logits(LabelledBatch batch)
    {
        Tensor features = batch.Features(Backbone);
        return Classifier.Forward(IsTraining && _dropout > 0 ? features.Dropout(_dropout, train: true) : features);
    }

    /// <summary>What learns: the rate falls from the classifier to the input, and biases, norms and what the network names (<see cref="Backbone.WithoutDecay"/>) do not decay (BEiT, Bao et al. 2021, arXiv:2106.08254).</summary>
    /// <param name="layerDecay">What the rate of a layer is of that of the next one, above 0 to 1.</param>
    public ParameterGroup[] Groups(double layerDecay)
    {
        string inside = $"{BackboneName}.";
        return ParameterGroups.ByLayer(
            NamedParameters().Where(parameter => parameter.Tensor.RequiresGradient),
            name => name.StartsWith(inside, StringComparison.Ordinal) ? Backbone.LayerOf(name[inside.Length..]) : Backbone.HeadLayer,
            Backbone.HeadLayer, layerDecay, [.. Backbone.WithoutDecay.Select(name => inside + name)]);
    }
}
