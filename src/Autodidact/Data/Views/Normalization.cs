namespace Autodidact.Data.Views;

/// <summary>Moves each channel to mean 0 and deviation 1 of the data it was measured on: <c>(value - mean) / deviation</c>.</summary>
public sealed record Normalization
{
    /// <summary>The statistics of ImageNet, the field's usual default.</summary>
    public static Normalization ImageNet { get; } = new([0.485, 0.456, 0.406], [0.229, 0.224, 0.225]);

    private readonly float[] _scale = new float[3];
    private readonly float[] _shift = new float[3];

    /// <param name="mean">Mean of red, green, blue, on the scale 0..1.</param>
    /// <param name="deviation">Standard deviation of red, green, blue, on the same scale, above 0.</param>
    /// <exception cref="ArgumentException">Not three values each, or a deviation that is not above 0.</exception>
    public Normalization(IReadOnlyList<double> mean, IReadOnlyList<double> deviation)
    {
        ArgumentNullException.ThrowIfNull(mean);
        ArgumentNullException.ThrowIfNull(deviation);
        if (mean.Count != 3 || deviation.Count != 3)
            throw new ArgumentException($"mean and std hold one value for each of red, green, blue; they hold {mean.Count} and {deviation.Count}.");
        if (deviation.Any(value => !(value > 0)))
            throw new ArgumentException($"std must be above 0; it is {string.Join(", ", deviation)}.");
        (Mean, Deviation) = ([.. mean], [.. deviation]);
        for (int channel = 0; channel < 3; channel++)
            (_scale[channel], _shift[channel]) = ((float)(1 / deviation[channel]), (float)(-mean[channel] / deviation[channel]));
    }

    /// <summary>Mean of red, green, blue, on the scale 0..1.</summary>
    public IReadOnlyList<double> Mean { get; }

    /// <summary>Standard deviation of red, green, blue, on the scale 0..1.</summary>
    public IReadOnlyList<double> Deviation { get; }

    /// <summary>Writes the normalised pixels, channels last.</summary>
    /// <param name="planes">Values 0..1.</param>
    /// <param name="destination"><c>[height, width, 3]</c>, exactly.</param>
    public void Apply(Planes planes, Span<float> destination)
    {
        ArgumentNullException.ThrowIfNull(planes);
        if (destination.Length != 3 * planes.Count)
            throw new ArgumentException($"The destination has {destination.Length} values; a {planes.Height} x {planes.Width} view has {3 * planes.Count}.", nameof(destination));
        Span<float> red = planes.Red, green = planes.Green[..red.Length], blue = planes.Blue[..red.Length];
        (float redScale, float greenScale, float blueScale) = (_scale[0], _scale[1], _scale[2]);
        (float redShift, float greenShift, float blueShift) = (_shift[0], _shift[1], _shift[2]);
        for (int i = 0, o = 0; i < red.Length; i++, o += 3)
        {
            Span<float> pixel = destination.Slice(o, 3);
            pixel[0] = MathF.FusedMultiplyAdd(red[i], redScale, redShift);
            pixel[1] = MathF.FusedMultiplyAdd(green[i], greenScale, greenShift);
            pixel[2] = MathF.FusedMultiplyAdd(blue[i], blueScale, blueShift);
        }
    }

    /// <summary>The way back, for pictures that people look at: 8-bit pixels of normalised ones.</summary>
    /// <param name="normalized"><c>[height, width, 3]</c>.</param>
    /// <param name="pixels">As many bytes.</param>
    public void Undo(ReadOnlySpan<float> normalized, Span<byte> pixels)
    {
        for (int i = 0; i < normalized.Length; i++)
        {
            double value = (normalized[i] * Deviation[i % 3]) + Mean[i % 3];
            pixels[i] = (byte)Math.Round(255 * Math.Clamp(value, 0, 1));
        }
    }

    /// <summary>Equal where mean and deviation are.</summary>
    public bool Equals(Normalization? other) => other is not null && Mean.SequenceEqual(other.Mean) && Deviation.SequenceEqual(other.Deviation);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Mean[0], Mean[1], Mean[2], Deviation[0], Deviation[1], Deviation[2]);

    /// <inheritdoc/>
    public override string ToString() => $"normalise: mean {string.Join(", ", Mean)}; std {string.Join(", ", Deviation)}";
}
