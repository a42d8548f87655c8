namespace Autodidact.Data.Views.Steps;

/// <summary>With a probability, adds to every value Gaussian noise of its own and clamps to 0..1.</summary>
/// <param name="Probability">That anything is added.</param>
/// <param name="Deviation">Standard deviation of the noise, on the scale 0..1.</param>
public sealed record RandomNoise(double Probability, double Deviation) : ViewStep
{
    /// <inheritdoc/>
    public override void Apply(Planes planes, in DrawKey key, ViewScratch scratch)
    {
        ArgumentNullException.ThrowIfNull(planes);
        Draws draws = new(key, DrawPurpose.Noise);
        if (!draws.Chance(Probability)) return;
        for (int channel = 0; channel < 3; channel++)
        {
            Span<float> plane = planes.Plane(channel);
            for (int i = 0; i < plane.Length; i += 2)
            {
                (float first, float second) = Pair(draws.NextBits());
                plane[i] = Math.Clamp(plane[i] + first, 0, 1);
                if (i + 1 < plane.Length) plane[i + 1] = Math.Clamp(plane[i + 1] + second, 0, 1);
            }
        }
    }

    // Box and Muller 1958: two independent normal values of two uniform ones, here 24 bits each, which reaches 5.7 deviations.
    private (float First, float Second) Pair(ulong bits)
    {
        const float unit = 1f / (1 << 24);
        float radius = (float)Deviation * MathF.Sqrt(-2 * MathF.Log(((bits >> 40) + 1) * unit));
        (float sine, float cosine) = MathF.SinCos(2 * MathF.PI * unit * (bits & 0xFFFFFF));
        return (radius * cosine, radius * sine);
    }

    /// <inheritdoc/>
    public override string ToString() => $"Gaussian noise: probability {Probability:0.###}, deviation {Deviation:0.###}";
}
