using Autodidact.Engine;
using Autodidact.Engine.Modules;
using Autodidact.Engine.Search;

namespace Autodidact.Models.Tokenizers;

/// <summary>A number of vectors, the codes, of which every token gets the nearest. They are not trained: they follow what is assigned to them.</summary>
public abstract class Codebook : Module
{
    /// <param name="codes">Codes there are.</param>
    /// <param name="size">Dimension of a code.</param>
    /// <param name="momentum">How much of a code stays at each step, in [0, 1).</param>
    protected Codebook(long codes, long size, double momentum)
    {
        Momentum = momentum;
        using TensorScope scope = new();
        Codes = Buffer("embedding.weight", Tensor.Randn([codes, size]));
        Counts = Buffer("cluster_size", Tensor.Zeros([codes]));
    }

    /// <summary><c>[codes, size]</c>.</summary>
    public Tensor Codes { get; }

    /// <summary>Moving mean of how many tokens of a step were assigned to each code, <c>[codes]</c>; all 0 before the first. A code that is restarted has an even share.</summary>
    public Tensor Counts { get; }

    /// <summary>How much of a code stays at each step.</summary>
    protected double Momentum { get; }

    /// <summary>Tokens as they are compared with codes, <c>[..., size]</c>.</summary>
    public abstract Tensor Prepared(Tensor tokens);

    /// <summary>The nearest code of every token; codes stay as they are.</summary>
    /// <param name="tokens"><c>[..., size]</c>.</param>
    public QuantizedTokens Quantize(Tensor tokens)
    {
        using FullPrecision guard = new(tokens.Device);
        Tensor prepared = Prepared(FullPrecision.Of(tokens));
        Tensor nearest = NearestCentre.Find(prepared.Detach().Reshape([-1, Codes.Size(1)]), Codes).Labels;
        ReadOnlySpan<long> shape = prepared.Shape;
        return new(prepared, Codes.IndexSelect(0, nearest).Reshape(shape), nearest.Reshape(shape[..^1]));
    }

    /// <summary>Moves the codes towards the tokens that are nearest to them.</summary>
    /// <param name="tokens">Those of a whole step, <c>[..., size]</c>.</param>
    public void Follow(Tensor tokens)
    {
        using TensorScope scope = new();
        using NoGradient guard = new();
        Tensor rows = Prepared(FullPrecision.Of(tokens)).Reshape([-1, Codes.Size(1)]).To(Codes.Type);
        (Tensor sums, Tensor counts) = NearestCentre.Gather(rows, NearestCentre.Find(rows, Codes).Labels, Codes.Size(0));
        Follow(sums, counts);
    }

    /// <summary>Moves the codes towards the tokens that they were given.</summary>
    /// <param name="sums">Of the tokens of a whole step, of all processes, by code (<see cref="NearestCentre.Gather"/>).</param>
    /// <param name="counts">How many they are.</param>
    public void Follow(Tensor sums, Tensor counts)
    {
        using TensorScope scope = new();
        using NoGradient guard = new();
        Counts.MulInPlace(Momentum);
        Counts.AddInPlace(counts, 1 - Momentum);
        Move(sums, counts);
    }

    /// <summary>Puts the codes to where tokens lie.</summary>
    /// <param name="codes"><c>[codes, size]</c>.</param>
    public void Begin(Tensor codes)
    {
        using TensorScope scope = new();
        Codes.CopyInPlace(codes);
    }

    /// <summary>Numbers of the codes that hardly any token is given, int64 <c>[unused]</c>.</summary>
    /// <param name="leastShare">Of an even share of the tokens: with less a code is as good as none.</param>
    public Tensor Unused(double leastShare) =>
        Tensor.Arange(Codes.Size(0), device: Codes.Device).MaskedSelect((Counts / Counts.Mean().ClampMin(1e-30)).Lt(leastShare));

    /// <summary>Puts codes to where tokens are, with an even share of the counts (Dhariwal et al. 2020, arXiv:2005.00341, section 3).</summary>
    /// <param name="codes">Their numbers, int64 <c>[count]</c>.</param>
    /// <param name="tokens">One for each, <c>[count, size]</c>.</param>
    public void Restart(Tensor codes, Tensor tokens)
    {
        using TensorScope scope = new();
        using NoGradient guard = new();
        Codes.IndexCopyInPlace(0, codes, Prepared(tokens.To(Codes.Type)));
        Counts.IndexCopyInPlace(0, codes, Counts.Mean().Expand([codes.Size(0)]).Contiguous());
        Restarted();
    }

    /// <summary>Codes and counts are other ones than tokens have led to.</summary>
    protected virtual void Restarted()
    {
    }

    /// <summary>Moves the codes, once their counts have moved.</summary>
    /// <param name="sums">Sums of the tokens assigned to each code, <c>[codes, size]</c>.</param>
    /// <param name="counts">How many they are, <c>[codes]</c>.</param>
    protected abstract void Move(Tensor sums, Tensor counts);
}
