using Autodidact.Engine.Images;

namespace Autodidact.Data;

/// <summary>Pictures from and to files.</summary>
public static class ImageFiles
{
    /// <summary>Decodes the bytes of a JPEG, PNG, WebP, BMP or TIFF file; see <see cref="ImageCodec.Decode"/>.</summary>
    /// <param name="file">The whole file.</param>
    /// <param name="id">What to call it in the message when it is broken.</param>
    /// <param name="options">Limits; null for the defaults.</param>
    /// <exception cref="BadSampleException">Empty, broken, cut off, too large, or another format.</exception>
    public static Image Decode(ReadOnlySpan<byte> file, string id, DataOptions? options = null)
    {
        options ??= DataOptions.Default;
        try
        {
            DecodedImage decoded = ImageCodec.Decode(file, options.PixelLimit, options.DecodeSize);
            return new Image(decoded.Width, decoded.Height, decoded.Channels, decoded.Pixels);
        }
        catch (ImageException error)
        {
            throw new BadSampleException(id, error.Message, error);
        }
    }

    /// <summary>The bytes of a PNG file.</summary>
    public static byte[] EncodePng(Image image)
    {
        ArgumentNullException.ThrowIfNull(image);
        return ImageCodec.Encode(image.Pixels, image.Width, image.Height, image.Channels);
    }
}
