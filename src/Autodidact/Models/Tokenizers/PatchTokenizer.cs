using Autodidact.Engine;
using Autodidact.Engine.Modules;

namespace Autodidact.Models.Tokenizers;

/// <summary>A network that also gives every patch of a picture the number of a code: words for pictures. Its features are those of the network alone.</summary>
public sealed class PatchTokenizer : PatchBackbone
{
    /// <summary>What the names of its own tensors begin with; those of the network are the network's.</summary>
    public const string LayerName = "tokenizer";

    private const double FirstWeights = 0.02;

    private readonly Layer _project;

    /// <param name="network">Becomes this one's.</param>
    /// <param name="codes">Codes there are.</param>
    /// <param name="size">Dimension of a code.</param>
    /// <param name="normalized">Whether codes have length 1, as in BEiT v2, whose two layers in front of them come along; otherwise VQ-VAE's.</param>
    /// <param name="momentum">How much of a code stays at each step.</param>
    public PatchTokenizer(PatchBackbone network, int codes, int size, bool normalized, double momentum = 0.99)
    {
        ArgumentNullException.ThrowIfNull(network);
        int width = network.FeatureSize;
        Network = Child("", network);
        _project = Child<Layer>($"{LayerName}.project", normalized ? new Sequential(new Linear(width, width), new Tanh(), new Linear(width, size)) : new Linear(width, size));
        if (normalized) Initialization.Normal(_project, FirstWeights);      // as in the code of BEiT v2
        Codebook = Child<Codebook>($"{LayerName}.codebook", normalized ? new NormalizedCodebook(codes, size, momentum) : new EuclideanCodebook(codes, size, momentum));
    }

    /// <summary>What lies in front of the codes.</summary>
    public PatchBackbone Network { get; }

    public Codebook Codebook { get; }

    public override int FeatureSize => Network.FeatureSize;

    public override int PatchSize => Network.PatchSize;

    /// <inheritdoc/>
    public override int HeadLayer => Network.HeadLayer;

    /// <inheritdoc/>
    public override IReadOnlyCollection<string> WithoutDecay => Network.WithoutDecay;

    /// <inheritdoc/>
    public override int LayerOf(string parameter)
    {
        ArgumentNullException.ThrowIfNull(parameter);
        return parameter.StartsWith($"{LayerName}.", StringComparison.Ordinal) ? HeadLayer : Network.LayerOf(parameter);
    }

    public override Tensor Forward(Tensor input) => Network.Forward(input);

    public override Tensor PatchTokens(Tensor images) => Network.PatchTokens(images);

    /// <summary>The patches of pictures and their codes, <c>[batch, patches, size]</c>.</summary>
    public QuantizedTokens Quantize(Tensor images)
    {
        Tensor tokens = Network.PatchTokens(images);
        using FullPrecision guard = new(tokens.Device);     // which code is the nearest must not follow from how numbers were rounded
        return Codebook.Quantize(_project.Forward(FullPrecision.Of(tokens)));
    }

    /// <summary>The number of each patch's code, int64 <c>[batch, patches]</c>; without a graph.</summary>
    public Tensor Words(Tensor images)
    {
        using NoGradient guard = new();
        return Quantize(images).Indices;
    }
}
