using Autodidact.Engine;

namespace Autodidact.Models.Transformers;

/// <summary>What tells a token where it is.</summary>
public static class PositionEmbedding
{
    // As in DINO's code: keeps the rounding of the new size from losing a row.
    private const double Margin = 0.1;

    private const double Longest = 10_000;

    /// <summary>
    /// Fixed positions of a grid, sines and cosines of the column in the first half and of the row in the second (MAE's code, He et al. 2022,
    /// arXiv:2111.06377): <c>[rows * columns, width]</c>, row by row.
    /// </summary>
    /// <param name="width">A multiple of 4.</param>
    public static Tensor SinCos(int rows, int columns, int width)
    {
        if (width % 4 != 0) throw new ArgumentException($"Sines and cosines of rows and columns need a width that 4 divides, not {width}.", nameof(width));
        int waves = width / 4;
        double[] frequencies = [.. Enumerable.Range(0, waves).Select(wave => Math.Pow(Longest, -(double)wave / waves))];
        float[] values = new float[rows * columns * width];
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                Span<float> token = values.AsSpan(((row * columns) + column) * width, width);
                for (int wave = 0; wave < waves; wave++)
                {
                    (double sine, double cosine) = Math.SinCos(column * frequencies[wave]);
                    (token[wave], token[waves + wave]) = ((float)sine, (float)cosine);
                    (sine, cosine) = Math.SinCos(row * frequencies[wave]);
                    (token[(2 * waves) + wave], token[(3 * waves) + wave]) = ((float)sine, (float)cosine);
                }
            }
        }
        return Tensor.From(values, rows * columns, width);
    }

    /// <summary>Learned positions of one grid for pictures of another size, bicubic as in DINO's code.</summary>
    /// <param name="positions"><c>[1, lead + grid * grid, width]</c>.</param>
    /// <param name="lead">Tokens without a place, such as the class token; they keep theirs.</param>
    /// <param name="rows">Patches of the picture from top to bottom.</param>
    /// <param name="columns">Patches of the picture from left to right.</param>
    /// <returns><c>[1, lead + rows * columns, width]</c>.</returns>
    public static Tensor Interpolated(Tensor positions, int lead, int rows, int columns)
    {
        long count = positions.Size(1) - lead, grid = (long)Math.Round(Math.Sqrt(count)), width = positions.Size(2);
        if (grid == rows && grid == columns) return positions;
        Tensor square = positions.Narrow(1, lead, count).Reshape([1, grid, grid, width]).Permute([0, 3, 1, 2]);
        Tensor other = square.UpsampleBicubic2d([rows, columns], alignCorners: false, (rows + Margin) / grid, (columns + Margin) / grid);
        Tensor placed = other.Permute([0, 2, 3, 1]).Reshape([1, (long)rows * columns, width]);
        return lead == 0 ? placed : Ops.Cat([positions.Narrow(1, 0, lead), placed], 1);
    }
}
