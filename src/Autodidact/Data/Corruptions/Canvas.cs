using Autodidact.Data.Views;
using Autodidact.Data.Views.Operations;

namespace Autodidact.Data.Corruptions;

/// <summary>A picture while it is being corrupted, with its draws and how its lengths compare to those of the published parameters.</summary>
internal sealed class Canvas
{
    // Sides of the pictures that the published parameters are for.
    private const double SmallSide = 32, LargeSide = 224;

    // From here on the parameters of large pictures fit better; the same border as between whole pictures and centre crops in views.
    private const int LargeFrom = 97;

    private Draws _draws;

    public Canvas(Image image, in DrawKey key)
    {
        Planes.Load(image);
        (Channels, _draws) = (image.Channels, new Draws(key, DrawPurpose.Corruption));
        int side = Math.Min(image.Width, image.Height);
        IsLarge = side >= LargeFrom;
        Scale = side / (IsLarge ? LargeSide : SmallSide);
    }

    /// <summary>Values 0..1; of a grey picture only the first plane counts.</summary>
    public Planes Planes { get; } = new();

    /// <summary>1 or 3.</summary>
    public int Channels { get; }

    public int Width => Planes.Width;

    public int Height => Planes.Height;

    /// <summary>Whether the parameters for large pictures (ImageNet-C) hold, rather than those for small ones (CIFAR-10-C).</summary>
    public bool IsLarge { get; }

    /// <summary>Pixels of this picture for one pixel of the published parameters.</summary>
    public double Scale { get; }

    /// <summary>The picture's draws, which go on from one use to the next.</summary>
    public ref Draws Draws => ref _draws;

    /// <summary>Working memory of blurs.</summary>
    public ViewScratch Scratch { get; } = new();

    /// <summary>Changes every value by itself.</summary>
    public void Each(Func<float, float> change)
    {
        for (int channel = 0; channel < Channels; channel++)
            foreach (ref float value in Planes.Plane(channel)) value = Math.Clamp(change(value), 0, 1);
    }

    /// <summary>Blurs by a Gaussian that ends four deviations from its centre, or where the picture cannot be mirrored any further.</summary>
    /// <param name="sigma">Deviation in this picture's pixels; nothing happens at 0.</param>
    public void Blur(double sigma)
    {
        int radius = Math.Min((int)Math.Ceiling(4 * sigma), Math.Min(Width, Height) - 1);
        if (radius > 0) GaussianBlur.Apply(Planes, (2 * radius) + 1, sigma, Scratch);
    }

    /// <summary>A colour's value in a plane; in a grey picture its brightness.</summary>
    public float Tint(int channel, (float Red, float Green, float Blue) colour) => Channels == 1
        ? (0.299f * colour.Red) + (0.587f * colour.Green) + (0.114f * colour.Blue)
        : channel switch { 0 => colour.Red, 1 => colour.Green, _ => colour.Blue };

    /// <summary>Brightness of the pixel at a place, 0..1.</summary>
    public float Brightness(int place) => Channels == 1
        ? Planes.Red[place]
        : (0.299f * Planes.Red[place]) + (0.587f * Planes.Green[place]) + (0.114f * Planes.Blue[place]);

    /// <summary>Back to 8 bits a channel, of the size and channels that were given.</summary>
    public Image ToImage()
    {
        if (Channels == 3) return Planes.ToImage();
        byte[] pixels = new byte[Planes.Count];
        ReadOnlySpan<float> plane = Planes.Red;
        for (int i = 0; i < pixels.Length; i++) pixels[i] = (byte)MathF.Round(255 * Math.Clamp(plane[i], 0, 1));
        return new Image(Width, Height, 1, pixels);
    }
}
