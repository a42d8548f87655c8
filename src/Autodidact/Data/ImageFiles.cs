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

    /// <summary>Reads and decodes a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="id">What to call it in messages; null for the path.</param>
    /// <param name="options">Limits; null for the defaults.</param>
    /// <exception cref="BadSampleException">Missing, unreadable, empty, broken, too large, or another format.</exception>
    public static Image Read(string path, string? id = null, DataOptions? options = null)
    {
        options ??= DataOptions.Default;
        try
        {
            using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
            return Decode(Bytes(stream, stream.Length, id ?? path, options), id ?? path, options);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new BadSampleException(id ?? path, $"it cannot be read ({error.Message})", error);
        }
    }

    /// <summary>The bytes of a PNG file.</summary>
    public static byte[] EncodePng(Image image)
    {
        ArgumentNullException.ThrowIfNull(image);
        return ImageCodec.Encode(image.Pixels, image.Width, image.Height, image.Channels);
    }

    /// <summary>A picture of another size: the mean over areas when both sides shrink, bilinear otherwise.</summary>
    public static Image Resize(Image image, int width, int height)
    {
        ArgumentNullException.ThrowIfNull(image);
        return new Image(width, height, image.Channels, ImageCodec.Resize(image.Pixels, image.Width, image.Height, image.Channels, width, height));
    }

    private static byte[] Bytes(FileStream stream, long length, string id, DataOptions options)
    {
        if (length > options.FileLimit)
            throw new BadSampleException(id, $"the file has {length:N0} bytes; allowed: {options.FileLimit:N0}");
        byte[] bytes = GC.AllocateUninitializedArray<byte>((int)length);
        stream.ReadExactly(bytes);
        return bytes;
    }
}
