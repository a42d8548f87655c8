using Autodidact.Data.Views;
using Autodidact.Data.Views.Operations;
using Autodidact.Engine.Images;

namespace Autodidact.Data.Corruptions;

/// <summary>A picture of all corruptions: a row for each, in the order of <see cref="Corruption.All"/>, with the picture as it is and then severities 1 to 5.</summary>
public static class CorruptionSheet
{
    /// <summary>Draws the sheet.</summary>
    /// <param name="image">The picture; its centre is shown.</param>
    /// <param name="size">Rows and columns of each tile, in pixels; as many as the picture's shorter side has where it has fewer.</param>
    /// <param name="seed">Decides every random draw.</param>
    public static Image Render(Image image, int size = 128, ulong seed = 0)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        int side = Math.Min(size, Math.Min(image.Width, image.Height));
        Image centre = Centre(image, side);
        IReadOnlyList<Corruption> corruptions = Corruption.All;
        PictureSheet sheet = new(corruptions.Count, Corruption.Severities + 1, side);
        for (int row = 0; row < corruptions.Count; row++)
        {
            sheet.Put(row, 0, centre.ToRgb().Pixels);
            for (int severity = 1; severity <= Corruption.Severities; severity++)
                sheet.Put(row, severity, corruptions[row].Apply(centre, severity, new DrawKey(seed, 0, 0, 0)).ToRgb().Pixels);
        }

        return sheet.Image;
    }

    private static Image Centre(Image image, int side)
    {
        int shorter = Math.Min(image.Width, image.Height);
        Image square = ImageGeometry.CentreCrop(image, shorter, shorter);
        return side == shorter ? square : new(side, side, square.Channels, ImageCodec.Resize(square.Pixels, shorter, shorter, square.Channels, side, side));
    }
}
