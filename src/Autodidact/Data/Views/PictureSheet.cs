namespace Autodidact.Data.Views;

/// <summary>Pictures of one size in rows and columns, for people to look at. Small ones are enlarged by whole factors, pixel by pixel, so that nothing is made up.</summary>
public sealed class PictureSheet
{
    private const int Gap = 2, SmallestTile = 64;

    private readonly int _size, _zoom, _width, _height;
    private readonly byte[] _pixels;

    /// <summary>A white sheet.</summary>
    /// <param name="rows">At least 1.</param>
    /// <param name="columns">At least 1.</param>
    /// <param name="size">Rows and columns of the largest picture, in pixels.</param>
    public PictureSheet(int rows, int columns, int size)
    {
        (_size, _zoom) = (size, Math.Max(1, SmallestTile / size));
        (_width, _height) = ((columns * Tile) + Gap, (rows * Tile) + Gap);
        _pixels = new byte[3 * _width * _height];
        Array.Fill(_pixels, byte.MaxValue);
    }

    /// <summary>The sheet as it is now.</summary>
    public Image Image => new(_width, _height, 3, _pixels);

    private int Tile => (_size * _zoom) + Gap;

    /// <summary>Puts a picture in its place.</summary>
    /// <param name="row">Counted from 0.</param>
    /// <param name="column">Counted from 0.</param>
    /// <param name="normalized"><c>[size, size, 3]</c>; smaller than the sheet's pictures, or as large.</param>
    /// <param name="normalization">How it was normalised.</param>
    public void Put(int row, int column, ReadOnlySpan<float> normalized, Normalization normalization)
    {
        ArgumentNullException.ThrowIfNull(normalization);
        byte[] picture = new byte[normalized.Length];
        normalization.Undo(normalized, picture);
        Put(row, column, picture);
    }

    /// <inheritdoc cref="Put(int, int, ReadOnlySpan{float}, Normalization)"/>
    /// <param name="picture">Red, green and blue, <c>[size, size, 3]</c>; smaller than the sheet's pictures, or as large.</param>
    public void Put(int row, int column, ReadOnlySpan<byte> picture)
    {
        int size = (int)Math.Sqrt(picture.Length / 3), left = Gap + (column * Tile), top = Gap + (row * Tile);
        for (int y = 0; y < size * _zoom; y++)
        {
            for (int x = 0; x < size * _zoom; x++)
                picture.Slice(3 * (((y / _zoom) * size) + (x / _zoom)), 3).CopyTo(_pixels.AsSpan(3 * (((top + y) * _width) + left + x)));
        }
    }
}
