namespace Autodidact.Engine.Images;

/// <summary>A decoded picture: upright, 8 bits a channel, row-major, interleaved.</summary>
/// <param name="Width">Columns.</param>
/// <param name="Height">Rows.</param>
/// <param name="Channels">1 (grey) or 3 (red, green, blue).</param>
/// <param name="Pixels"><c>[height, width, channels]</c>.</param>
public sealed record DecodedImage(int Width, int Height, int Channels, byte[] Pixels);
