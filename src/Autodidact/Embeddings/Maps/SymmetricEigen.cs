namespace Autodidact.Embeddings.Maps;

/// <summary>Eigenvectors of small symmetric matrices, by Jacobi's rotations: exact to the last digits, and cubic in the size.</summary>
internal static class SymmetricEigen
{
    private const int MostSweeps = 60;

    /// <summary>Eigenvalues, largest first, and their vectors as the columns of <c>[size, size]</c>.</summary>
    /// <param name="matrix"><c>[size, size]</c>, symmetric; not kept.</param>
    /// <param name="size">Rows, at least 1.</param>
    public static (double[] Values, double[] Vectors) Of(double[] matrix, int size)
    {
        double[] vectors = new double[size * size];
        for (int i = 0; i < size; i++) vectors[(i * size) + i] = 1;
        double scale = matrix.Sum(value => value * value);
        for (int sweep = 0; sweep < MostSweeps && OffDiagonal() > 1e-30 * scale; sweep++)
        {
            for (int p = 0; p < size - 1; p++)
                for (int q = p + 1; q < size; q++) Rotate(p, q);
        }

        int[] order = [.. Enumerable.Range(0, size).OrderByDescending(i => matrix[(i * size) + i])];
        double[] sorted = new double[vectors.Length];
        for (int row = 0; row < size; row++)
            for (int column = 0; column < size; column++) sorted[(row * size) + column] = vectors[(row * size) + order[column]];
        return ([.. order.Select(i => matrix[(i * size) + i])], sorted);

        double OffDiagonal()
        {
            double sum = 0;
            for (int p = 0; p < size; p++)
                for (int q = p + 1; q < size; q++) sum += matrix[(p * size) + q] * matrix[(p * size) + q];
            return sum;
        }

        void Rotate(int p, int q)
        {
            double off = matrix[(p * size) + q];
            if (off == 0) return;
            double half = (matrix[(q * size) + q] - matrix[(p * size) + p]) / (2 * off);
            double tangent = (half >= 0 ? 1 : -1) / (Math.Abs(half) + Math.Sqrt(1 + (half * half))), cosine = 1 / Math.Sqrt(1 + (tangent * tangent)), sine = tangent * cosine;
            for (int i = 0; i < size; i++) Turn(matrix, (i * size) + p, (i * size) + q);
            for (int i = 0; i < size; i++) Turn(matrix, (p * size) + i, (q * size) + i);
            for (int i = 0; i < size; i++) Turn(vectors, (i * size) + p, (i * size) + q);

            void Turn(double[] values, int one, int other) =>
                (values[one], values[other]) = ((cosine * values[one]) - (sine * values[other]), (sine * values[one]) + (cosine * values[other]));
        }
    }
}
