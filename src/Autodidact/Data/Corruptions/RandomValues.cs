using Autodidact.Data.Views;

namespace Autodidact.Data.Corruptions;

/// <summary>Distributions other than the uniform one.</summary>
internal static class RandomValues
{
    /// <summary>Of the standard normal distribution (Box and Muller 1958), from one draw of 64 bits, whose second value is left.</summary>
    public static double Normal(ref Draws draws)
    {
        ulong bits = draws.NextBits();
        const double unit = 1.0 / (1L << 32);
        return Math.Sqrt(-2 * Math.Log(((bits >> 32) + 1) * unit)) * Math.Cos(Math.Tau * unit * (uint)bits);
    }

    /// <summary>Of the Poisson distribution: by multiplying uniform draws for small means (Knuth), by transformed rejection else (Hörmann 1993, algorithm PTRS).</summary>
    /// <param name="draws">Some are used, how many depends on them.</param>
    /// <param name="mean">At least 0.</param>
    public static int Poisson(ref Draws draws, double mean)
    {
        if (mean < 10)
        {
            double limit = Math.Exp(-mean), product = draws.NextDouble();
            int count = 0;
            for (; product > limit; count++) product *= draws.NextDouble();
            return count;
        }

        double slope = 0.931 + (2.53 * Math.Sqrt(mean)), offset = -0.059 + (0.02483 * slope);
        double inverse = 1.1239 + (1.1328 / (slope - 3.4)), sure = 0.9277 - (3.6224 / (slope - 2));
        while (true)
        {
            double u = draws.NextDouble() - 0.5, v = draws.NextDouble(), us = 0.5 - Math.Abs(u);
            double k = Math.Floor((((2 * offset / us) + slope) * u) + mean + 0.43);
            if (us >= 0.07 && v <= sure) return (int)k;
            if (k < 0 || (us < 0.013 && v > us)) continue;
            if (Math.Log(v * inverse / ((offset / (us * us)) + slope)) <= (k * Math.Log(mean)) - mean - LogFactorial(k)) return (int)k;
        }
    }

    // Stirling's series; its error at 10 is below 1e-9.
    private static double LogFactorial(double k)
    {
        if (k < 10)
        {
            double product = 1;
            for (int i = 2; i <= k; i++) product *= i;
            return Math.Log(product);
        }
        double x = k + 1, inverse = 1 / (x * x);
        return ((x - 0.5) * Math.Log(x)) - x + (0.5 * Math.Log(Math.Tau)) + ((1 / 12.0) - (inverse * ((1 / 360.0) - (inverse / 1260)))) / x;
    }
}
