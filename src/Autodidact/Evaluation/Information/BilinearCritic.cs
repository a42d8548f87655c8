using Autodidact.Data.Views;
using Autodidact.Engine;
using Autodidact.Engine.Modules;
using Autodidact.Engine.Optimization;

namespace Autodidact.Evaluation.Information;

/// <summary>
/// <c>s(x, y) = (A x) . (B y) - |B y|^2 / 2</c> on standardised features, A and B of few rows, trained to make the bound large. For
/// jointly Gaussian views this form holds the best critic there is, <c>ln p(y | x) / p(y)</c> up to what depends on x alone.
/// </summary>
public sealed class BilinearCritic : Critic
{
    private const int LargestRank = 128, Steps = 400, Batch = 256, CheckEvery = 20;
    private const double LearningRate = 0.03, WeightDecay = 1e-3;

    private readonly Maps _maps;

    private BilinearCritic(ViewPairs fitted, Maps maps) : base(fitted) => _maps = maps;

    /// <inheritdoc/>
    public override string Name => "bilinear";

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, double> Settings => new Dictionary<string, double> { ["rank"] = _maps.First.Size(0) };

    /// <summary>Trains by Adam on four fifths of the pairs and keeps what is best on the last fifth.</summary>
    /// <param name="pairs">Pairs that nothing is measured on, at least ten.</param>
    /// <param name="seed">Decides where training starts and the order of the pairs.</param>
    /// <param name="cancel">Checked between steps.</param>
    public static BilinearCritic Fit(ViewPairs pairs, ulong seed = 0, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(pairs);
        ArgumentOutOfRangeException.ThrowIfLessThan(pairs.Count, 10, nameof(pairs));
        int held = pairs.Count / 5, size = Math.Min(Batch, pairs.Count - held);
        ViewPairs fitted = pairs.Slice(0, pairs.Count - held), checkedOn = pairs.Slice(pairs.Count - held, held);
        double scale;
        using (CosineCritic cosine = CosineCritic.Fit(fitted, size)) scale = 1 / Math.Sqrt(cosine.Temperature * pairs.Dimension);
        BilinearCritic critic = new(fitted, new Maps(pairs.Dimension, Math.Min(LargestRank, pairs.Dimension), scale, seed));
        critic.Train(fitted, checkedOn, size, scale, seed, cancel);
        return critic;
    }

    private void Train(ViewPairs fitted, ViewPairs checkedOn, int size, double scale, ulong seed, CancellationToken cancel)
    {
        using Adam optimizer = new(ParameterGroups.Together(_maps), LearningRate * scale, weightDecay: WeightDecay);
        using TensorScope outer = new();
        Tensor first = Standardized(fitted.First, fitted), second = Standardized(fitted.Second, fitted);
        int[] order = [.. Enumerable.Range(0, fitted.Count)];
        double best = double.NegativeInfinity;
        (float[] First, float[] Second)? kept = null;
        for (int step = 0, at = fitted.Count; step <= Steps; step++)
        {
            cancel.ThrowIfCancellationRequested();
            if (step % CheckEvery == 0 && InformationBound.OfBatches(this, checkedOn, Math.Min(size, checkedOn.Count)).Average() is double reached && reached > best)
                (best, kept) = (reached, (_maps.First.ToArray<float>(), _maps.Second.ToArray<float>()));
            if (at + size > fitted.Count)
            {
                new Draws(new DrawKey(seed, step, 0, 1), DrawPurpose.Other).Shuffle(order.AsSpan());
                at = 0;
            }

            using TensorScope scope = new();
            Tensor chosen = Tensor.From([.. order.AsSpan(at, size).ToArray().Select(index => (long)index)], size);
            at += size;
            optimizer.LearningRate = LearningRate * scale * (1 + Math.Cos(Math.PI * step / Steps)) / 2;
            InformationBound.Of(Score(first.IndexSelect(0, chosen), second.IndexSelect(0, chosen))).Neg().Backward();
            optimizer.Step();
            optimizer.ZeroGradients();
        }

        if (kept is { } found) _maps.Fill(found.First, found.Second);
    }

    private protected override Tensor Score(Tensor first, Tensor second)
    {
        Tensor mapped = second.Matmul(_maps.Second.T());
        return first.Matmul(_maps.First.T()).Matmul(mapped.T()) - (mapped.Square().Sum([1L]) / 2);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        _maps.Dispose();
        base.Dispose(disposing);
    }

    /// <summary>A and B, <c>[rank, dimension]</c>. Both begin as one matrix whose scores are those of a cosine, so that training begins where that critic ends.</summary>
    private sealed class Maps : Module
    {
        public Maps(int dimension, int rank, double scale, ulong seed)
        {
            float[] values = new float[rank * dimension];
            Draws draws = new(new DrawKey(seed, 0, 0, 0), DrawPurpose.Other);
            for (int i = 0; i < values.Length; i++)
            {
                // Whole where it can be, else a random projection, which keeps inner products on average.
                bool diagonal = i / dimension == i % dimension;
                values[i] = (float)(scale * (rank == dimension ? (diagonal ? 1 : 0) : (draws.Chance(0.5) ? 1 : -1) / Math.Sqrt(rank)));
            }

            First = Parameter("first", Tensor.From(values, rank, dimension));
            Second = Parameter("second", Tensor.From(values, rank, dimension));
        }

        public Tensor First { get; }

        public Tensor Second { get; }

        public void Fill(float[] first, float[] second)
        {
            using TensorScope scope = new();
            using NoGradient guard = new();
            First.CopyInPlace(Tensor.From(first, First.Size(0), First.Size(1)));
            Second.CopyInPlace(Tensor.From(second, First.Size(0), First.Size(1)));
        }
    }
}
