using Autodidact.Engine;
using Autodidact.Objectives;

namespace Autodidact.Evaluation.Information;

/// <summary>The cosine of standardised features over a temperature: the critic of contrastive methods. One number is fitted.</summary>
public sealed class CosineCritic : Critic
{
    private const double Smallest = 0.002, Largest = 10, Tolerance = 0.02;
    private const int MostBatches = 8;

    private double _temperature = 1;

    private CosineCritic(ViewPairs fitted) : base(fitted)
    {
    }

    /// <inheritdoc/>
    public override string Name => "cosine";

    /// <summary>What cosines are divided by.</summary>
    public double Temperature => _temperature;

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, double> Settings => new Dictionary<string, double> { ["temperature"] = _temperature };

    /// <summary>Finds the temperature at which the bound on some batches of the pairs is largest, by golden section of its logarithm.</summary>
    /// <param name="pairs">Pairs that nothing is measured on.</param>
    /// <param name="size">Pairs in a batch.</param>
    public static CosineCritic Fit(ViewPairs pairs, int size)
    {
        ArgumentNullException.ThrowIfNull(pairs);
        CosineCritic critic = new(pairs);
        ViewPairs some = pairs.Slice(0, Math.Min(pairs.Count, MostBatches * size));
        double ratio = (Math.Sqrt(5) - 1) / 2, low = Math.Log(Smallest), high = Math.Log(Largest);
        double left = high - (ratio * (high - low)), right = low + (ratio * (high - low));
        (double atLeft, double atRight) = (Bound(left), Bound(right));
        while (high - low > Tolerance)
        {
            if (atLeft > atRight) (high, right, atRight, left, atLeft) = (right, left, atLeft, right - (ratio * (right - low)), double.NaN);
            else (low, left, atLeft, right, atRight) = (left, right, atRight, left + (ratio * (high - left)), double.NaN);
            if (double.IsNaN(atLeft)) atLeft = Bound(left);
            else atRight = Bound(right);
        }

        critic._temperature = Math.Exp((low + high) / 2);
        return critic;

        double Bound(double logarithm)
        {
            critic._temperature = Math.Exp(logarithm);
            return InformationBound.OfBatches(critic, some, Math.Min(size, some.Count)).Average();
        }
    }

    private protected override Tensor Score(Tensor first, Tensor second) => (first.Normalize() / _temperature).Matmul(second.Normalize().T());
}
