namespace Autodidact.Data.Shapes;

/// <summary>
/// Random numbers keyed by (seed, split, index, purpose): SplitMix64 (Steele, Lea and Flood 2014) from a mixed start.
/// Written out rather than taken from <see cref="Random"/>, whose numbers may change with the runtime.
/// </summary>
internal struct ShapeRandom
{
    private ulong _state;

    public ShapeRandom(ulong seed, Split split, int index, int purpose)
    {
        _state = Mix(seed + 0x9e3779b97f4a7c15);
        _state = Mix(_state ^ ((ulong)split << 48) ^ ((ulong)purpose << 40) ^ (uint)index);
    }

    /// <summary>Uniform over [0, 1).</summary>
    public double Unit() => (Next() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Uniform over [low, high).</summary>
    public double Between(double low, double high) => low + (high - low) * Unit();

    /// <summary>Uniform over 0 to count - 1; the bias is below count / 2^64.</summary>
    public int Below(int count) => (int)Math.BigMul(Next(), (ulong)count, out _);

    public T Pick<T>() where T : struct, Enum
    {
        T[] values = Enum.GetValues<T>();
        return values[Below(values.Length)];
    }

    private ulong Next() => Mix(_state += 0x9e3779b97f4a7c15);

    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9;
        value = (value ^ (value >> 27)) * 0x94d049bb133111eb;
        return value ^ (value >> 31);
    }
}
