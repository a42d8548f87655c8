namespace Autodidact.Data.Corruptions;

/// <summary>Values of single pixels are off; every channel by itself.</summary>
internal static class Noise
{
    /// <summary>Adds normal values of a deviation.</summary>
    public static void Gaussian(Canvas canvas, double deviation) =>
        canvas.Each(value => value + (float)(deviation * RandomValues.Normal(ref canvas.Draws)));

    /// <summary>Counts photons: as many as a Poisson draw says, where so many are expected of white.</summary>
    public static void Shot(Canvas canvas, double photons) =>
        canvas.Each(value => (float)(RandomValues.Poisson(ref canvas.Draws, value * photons) / photons));

    /// <summary>Turns a share of the values to white or black, each as likely.</summary>
    public static void Impulse(Canvas canvas, double share) => canvas.Each(value =>
    {
        double draw = canvas.Draws.NextDouble();
        bool white = canvas.Draws.Chance(0.5);
        return draw >= share ? value : white ? 1 : 0;
    });

    /// <summary>Adds normal values whose deviation is a share of the value.</summary>
    public static void Speckle(Canvas canvas, double share) =>
        canvas.Each(value => value + (value * (float)(share * RandomValues.Normal(ref canvas.Draws))));
}
