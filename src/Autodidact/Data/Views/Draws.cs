namespace Autodidact.Data.Views;

/// <summary>
/// Counter-based random numbers: number <c>i</c> is a pure function of the key, the purpose and <c>i</c>. The mixing is
/// SplitMix64 (Steele, Lea and Flood 2014, "Fast splittable pseudorandom number generators"), started from a hash of the key.
/// </summary>
/// <remarks>A mutable struct of 8 bytes: pass it by <c>ref</c> when the callee's draws should count.</remarks>
public struct Draws
{
    private const ulong Gamma = 0x9E3779B97F4A7C15UL;
    private ulong _state;

    /// <summary>Starts the stream of <paramref name="key"/> for <paramref name="purpose"/>.</summary>
    public Draws(in DrawKey key, DrawPurpose purpose)
    {
        // One full mix a field: keys that differ in one bit of one field share no structure.
        ulong state = Mix(key.Seed + Gamma);
        state = Mix(state ^ (((ulong)(uint)key.Epoch << 32) | (uint)key.View));
        state = Mix(state + (ulong)key.Sample * Gamma);
        _state = Mix(state ^ (ulong)purpose * 0xD1B54A32D192ED03UL);
    }

    /// <summary>64 random bits.</summary>
    public ulong NextBits() => Mix(_state += Gamma);

    /// <summary>Uniform in [0, 1), 53 bits.</summary>
    public double NextDouble() => (NextBits() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Uniform in [<paramref name="low"/>, <paramref name="high"/>).</summary>
    public double Uniform(double low, double high) => low + ((high - low) * NextDouble());

    /// <summary>Standard normal (Box and Muller 1958).</summary>
    public double NextNormal() => Math.Sqrt(-2 * Math.Log(1 - NextDouble())) * Math.Cos(2 * Math.PI * NextDouble());

    /// <summary>True with probability <paramref name="probability"/>: never at 0, always at 1.</summary>
    public bool Chance(double probability) => NextDouble() < probability;

    /// <summary>Uniform over 0 .. <paramref name="bound"/> - 1, without bias (Lemire 2019).</summary>
    /// <param name="bound">At least 1.</param>
    public int Below(int bound)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bound, 1);
        ulong product = (NextBits() >> 32) * (uint)bound;
        if ((uint)product < (uint)bound)
        {
            uint threshold = (uint)-bound % (uint)bound;
            while ((uint)product < threshold) product = (NextBits() >> 32) * (uint)bound;
        }

        return (int)(product >> 32);
    }

    /// <summary>Puts <paramref name="items"/> in a uniformly random order (Fisher and Yates).</summary>
    public void Shuffle<T>(Span<T> items)
    {
        for (int last = items.Length - 1; last > 0; last--)
        {
            int other = Below(last + 1);
            (items[last], items[other]) = (items[other], items[last]);
        }
    }

    /// <summary>Distinct numbers of 0 .. <paramref name="bound"/> - 1, in random order; where more are asked for than there are, they come again in the same order.</summary>
    /// <param name="count">How many.</param>
    /// <param name="bound">At least 1.</param>
    public int[] Distinct(int count, int bound)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bound, 1);
        int[] chosen = new int[count];
        Dictionary<int, int> moved = [];        // a shuffle of which only the front is made
        for (int i = 0; i < count; i++)
        {
            if (i >= bound)
            {
                chosen[i] = chosen[i - bound];
                continue;
            }
            int other = i + Below(bound - i);
            chosen[i] = moved.GetValueOrDefault(other, other);
            moved[other] = moved.GetValueOrDefault(i, i);
        }
        return chosen;
    }

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }
}
