namespace Autodidact.Data.Views.Operations;

/// <summary>Pixels moved, none changed: crops, mirrorings, turns and borders of 8-bit pictures.</summary>
public static class ImageGeometry
{
    /// <summary>Cuts <paramref name="region"/> out.</summary>
    public static Image Crop(Image image, Region region) =>
        Rearrange(image, region.Height, region.Width, (y, x) => (region.Top + y, region.Left + x));

    /// <summary>Cuts the centre out, as torchvision's <c>center_crop</c>.</summary>
    public static Image CentreCrop(Image image, int height, int width)
    {
        ArgumentNullException.ThrowIfNull(image);
        return Crop(image, Region.Centre(image.Height, image.Width, height, width));
    }

    /// <summary>Top left, top right, bottom left, bottom right and centre.</summary>
    public static Image[] FiveCrop(Image image, int height, int width)
    {
        ArgumentNullException.ThrowIfNull(image);
        int bottom = image.Height - height, right = image.Width - width;
        return
        [
            Crop(image, new Region(0, 0, height, width)), Crop(image, new Region(0, right, height, width)),
            Crop(image, new Region(bottom, 0, height, width)), Crop(image, new Region(bottom, right, height, width)),
            CentreCrop(image, height, width),
        ];
    }

    /// <summary>The five crops, then the five crops of the picture mirrored left to right.</summary>
    public static Image[] TenCrop(Image image, int height, int width) =>
        [.. FiveCrop(image, height, width), .. FiveCrop(FlipHorizontal(image), height, width)];

    /// <summary>Left and right change places.</summary>
    public static Image FlipHorizontal(Image image) =>
        Rearrange(image, image?.Height ?? 0, image?.Width ?? 0, (y, x) => (y, image!.Width - 1 - x));

    /// <summary>Top and bottom change places.</summary>
    public static Image FlipVertical(Image image) =>
        Rearrange(image, image?.Height ?? 0, image?.Width ?? 0, (y, x) => (image!.Height - 1 - y, x));

    /// <summary>Turns counter-clockwise by quarters of a circle, as the rotation pretext task does (Gidaris et al. 2018, arXiv:1803.07728).</summary>
    public static Image Rotate(Image image, int quarters)
    {
        ArgumentNullException.ThrowIfNull(image);
        (int height, int width) = (image.Height, image.Width);
        return (quarters & 3) switch
        {
            0 => image,
            1 => Rearrange(image, width, height, (y, x) => (x, width - 1 - y)),
            2 => Rearrange(image, height, width, (y, x) => (height - 1 - y, width - 1 - x)),
            _ => Rearrange(image, width, height, (y, x) => (height - 1 - x, y)),
        };
    }

    /// <summary>Adds a border of <paramref name="width"/> pixels of value 0 on each side.</summary>
    public static Image Pad(Image image, int width)
    {
        ArgumentNullException.ThrowIfNull(image);
        return Rearrange(image, image.Height + (2 * width), image.Width + (2 * width), (y, x) =>
            y < width || y >= width + image.Height || x < width || x >= width + image.Width ? null : (y - width, x - width));
    }

    /// <summary>Adds a border that mirrors the picture without repeating its edge; narrower than the picture.</summary>
    public static Image PadReflect(Image image, int width)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(width, Math.Min(image.Height, image.Width));
        return Rearrange(image, image.Height + (2 * width), image.Width + (2 * width), (y, x) =>
            (Reflect(y - width, image.Height), Reflect(x - width, image.Width)));
    }

    private static int Reflect(int at, int count) => at < 0 ? -at : at >= count ? (2 * (count - 1)) - at : at;

    private static Image Rearrange(Image image, int height, int width, Func<int, int, (int Y, int X)?> source)
    {
        ArgumentNullException.ThrowIfNull(image);
        int channels = image.Channels;
        byte[] pixels = new byte[height * width * channels];
        for (int y = 0, to = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++, to += channels)
            {
                if (source(y, x) is not { } from) continue;
                image.Pixels.Slice(((from.Y * image.Width) + from.X) * channels, channels).CopyTo(pixels.AsSpan(to));
            }
        }

        return new Image(width, height, channels, pixels);
    }
}
