namespace Autodidact.Embeddings.Maps.Tsne;

/// <summary>
/// How near others are to a row: <c>p(j | i) ~ exp(-β |x_i - x_j|²)</c>, with the <c>β</c> at which they count as many as is wished, <c>exp H(p) = perplexity</c>.
/// Van der Maaten and Hinton 2008, equation 1.
/// </summary>
internal static class Perplexity
{
    private const int MostHalvings = 200;
    private const double Tolerance = 1e-12;

    /// <summary>Fills in the shares and gives β.</summary>
    /// <param name="squares">Squared distances of the others.</param>
    /// <param name="perplexity">Above 1, below the number of the others.</param>
    /// <param name="shares">Gets p, which adds up to 1.</param>
    public static double Of(ReadOnlySpan<double> squares, double perplexity, Span<double> shares)
    {
        double wanted = Math.Log(perplexity), nearest = double.PositiveInfinity;
        foreach (double square in squares) nearest = Math.Min(nearest, square);
        (double low, double high, double beta) = (0, double.PositiveInfinity, 1);
        for (int halving = 0; halving < MostHalvings; halving++)
        {
            (double sum, double weighted) = (0, 0);
            for (int i = 0; i < squares.Length; i++)
            {
                shares[i] = Math.Exp(-beta * (squares[i] - nearest));
                sum += shares[i];
                weighted += shares[i] * (squares[i] - nearest);
            }
            for (int i = 0; i < shares.Length; i++) shares[i] /= sum;
            double entropy = Math.Log(sum) + (beta * weighted / sum);
            if (Math.Abs(entropy - wanted) <= Tolerance || high - low <= Tolerance * beta) break;
            if (entropy > wanted) (low, beta) = (beta, double.IsPositiveInfinity(high) ? beta * 2 : (beta + high) / 2);
            else (high, beta) = (beta, (beta + low) / 2);
        }
        return beta;
    }
}
