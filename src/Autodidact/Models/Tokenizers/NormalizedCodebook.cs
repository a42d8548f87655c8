using Autodidact.Engine;
using Autodidact.Engine.Distributed;
using Autodidact.Engine.Modules;

namespace Autodidact.Models;

/// <summary>
/// Codes on the unit sphere that follow what is assigned to them: the quantizer of vector-quantized knowledge distillation (BEiT v2, Peng et
/// al. 2022, arXiv:2208.06366, section 2.1). In training the tokens of all processes move the codes.
/// </summary>
public sealed class NormalizedCodebook : Module
{
    private readonly Tensor _codes;
    private readonly Tensor _usage;
    private readonly double _momentum;
    private readonly double _commitment;

    /// <param name="codes">Codes there are.</param>
    /// <param name="size">Dimension of a code.</param>
    /// <param name="momentum">How much of a used code stays, in [0, 1); 0.99 in the paper.</param>
    /// <param name="commitment">Weight of the loss that draws tokens to their codes.</param>
    public NormalizedCodebook(long codes, long size, double momentum = 0.99, double commitment = 1)
    {
        (_momentum, _commitment) = (momentum, commitment);
        using TensorScope scope = new();
        _codes = Buffer("embedding.weight", Unit(Tensor.Randn([codes, size])));
        _usage = Buffer("cluster_size", Tensor.Zeros([codes]));
    }

    /// <summary>The nearest code of every token; in training the codes then move.</summary>
    /// <param name="tokens"><c>[batch, size, height, width]</c>; normalised here.</param>
    public QuantizedTokens Forward(Tensor tokens)
    {
        using TensorScope scope = new();
        using FullPrecision guard = new(tokens.Device);
        Tensor last = Unit(FullPrecision.Of(tokens).Permute([0, 2, 3, 1]));
        Tensor rows = last.Detach().Reshape([-1, last.Size(3)]);
        Tensor distance = rows.Square().Sum([1L], keepdim: true) + _codes.Square().Sum([1L]) - (rows.Matmul(_codes.T()) * 2);
        Tensor nearest = distance.Neg().Argmax(1), quantized = _codes.IndexSelect(0, nearest).Reshape(last.Shape);
        Tensor loss = (quantized - last).Square().Mean() * _commitment;
        // Straight through: forward the code, backward as if it were the token.
        Tensor output = (last + (quantized - last).Detach()).Permute([0, 3, 1, 2]);
        if (IsTraining) Follow(rows, nearest);
        return new(output.Keep(), loss.Keep(), nearest.Reshape([last.Size(0), last.Size(1), last.Size(2)]).Keep());
    }

    // A code that nothing was assigned to stays where it is.
    private void Follow(Tensor rows, Tensor nearest)
    {
        using NoGradient guard = new();
        Tensor assigned = nearest.OneHot(_codes.Size(0)).To(rows.Type), sums = assigned.T().Matmul(rows), counts = assigned.Sum([0L]);
        World.Current.AllReduce(sums);
        World.Current.AllReduce(counts);
        _usage.MulInPlace(_momentum);
        _usage.AddInPlace(counts, 1 - _momentum);
        Tensor means = counts.Eq(0).Unsqueeze(1).Where(_codes, Unit(sums / counts.ClampMin(1).Unsqueeze(1)));
        _codes.CopyInPlace(Unit((_codes * _momentum) + (means * (1 - _momentum))));
    }

    private static Tensor Unit(Tensor rows) => rows / rows.LinalgVectorNorm(2, [-1], keepdim: true).ClampMin(1e-12);
}
