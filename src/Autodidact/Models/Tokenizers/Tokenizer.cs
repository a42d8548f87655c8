using Autodidact.Engine;
using Autodidact.Engine.Modules;

namespace Autodidact.Models.Tokenizers;

/// <summary>A network that also gives every patch of a picture the number of a code: words for pictures. Its features are those of the network alone.</summary>
public sealed class Tokenizer : PatchBackbone
{
    /// <summary>What the names of its own tensors begin with; those of the network are the network's.</summary>
    public const string LayerName = "tokenizer";

    private readonly Layer _project;

    /// <param name="network">Becomes this one's.</param>
    /// <param name="codes">Codes there are.</param>
    /// <param name="size">Dimension of a code.</param>
    /// <param name="normalized">Whether codes have length 1, as in BEiT v2, whose two layers in front of them come along; otherwise VQ-VAE's.</param>
    /// <param name="momentum">How much of a code stays at each step.</param>
    public Tokenizer(PatchBackbone network, int codes, int size, bool normalized, double momentum = 0.99)
    {
        ArgumentNullException.ThrowIfNull(network);
        int width = network.FeatureSize;
        Network = Child("", network);
        _project = Child<Layer>($"{LayerName}.project", normalized ? new Sequential(new Linear(width, width), new Tanh(), new Linear(width, size)) : new Linear(width, size));
        Codebook = Child<Codebook>($"{LayerName}.codebook", normalized ? new NormalizedCodebook(codes, size, momentum) : new EuclideanCodebook(codes, size, momentum));
    }

    /// <summary>What lies in front of the codes.</summary>
    public PatchBackbone Network { get; }

    public Codebook Codebook { get; }

    public override int FeatureSize => Network.FeatureSize;

    public override int PatchSize => Network.PatchSize;

    public override Tensor Forward(Tensor input) => Network.Forward(input);

    public override Tensor PatchTokens(Tensor images) => Network.PatchTokens(images);

    /// <summary>The patches of pictures and their codes, <c>[batch, patches, size]</c>.</summary>
    public QuantizedTokens Quantize(Tensor images) => Codebook.Quantize(_project.Forward(Network.PatchTokens(images)));

    /// <summary>The number of each patch's code, int64 <c>[batch, patches]</c>; without a graph.</summary>
    public Tensor Words(Tensor images)
    {
        using NoGradient guard = new();
        return Quantize(images).Indices;
    }
}
