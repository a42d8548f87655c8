namespace Autodidact.Evaluation.Metrics;

/// <summary>
/// Pairs rows and columns one to one so that what the pairs gain is as much as it can be: the assignment problem, by shortest augmenting paths with potentials
/// (Kuhn 1955; Jonker and Volgenant 1987), in <c>rows² * columns</c> steps.
/// </summary>
public static class Matching
{
    /// <summary>The column of every row, -1 for rows that stay alone because there are more of them than columns.</summary>
    /// <param name="gains"><c>[rows, columns]</c>, row-major, finite.</param>
    /// <param name="rows">Things to pair, at least 0.</param>
    /// <param name="columns">What they are paired with, at least 0.</param>
    /// <exception cref="ArgumentException">The gains are not so many, or one of them is no number.</exception>
    public static int[] Best(ReadOnlySpan<double> gains, int rows, int columns)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        ArgumentOutOfRangeException.ThrowIfNegative(columns);
        if (gains.Length != (long)rows * columns) throw new ArgumentException($"{gains.Length} gains are not {rows} rows of {columns}.", nameof(gains));
        foreach (double gain in gains)
            if (!double.IsFinite(gain)) throw new ArgumentException("A gain is no finite number.", nameof(gains));
        // Paths start at rows, each of which must find a column.
        bool turned = rows > columns;
        (int few, int many) = turned ? (columns, rows) : (rows, columns);
        double[] costs = new double[gains.Length];
        for (int i = 0; i < few; i++)
        {
            for (int j = 0; j < many; j++) costs[(i * many) + j] = -gains[turned ? (j * columns) + i : (i * columns) + j];
        }

        int[] owners = Assign(costs, few, many), pairs = new int[rows];
        Array.Fill(pairs, -1);
        for (int j = 0; j < many; j++)
        {
            if (owners[j] < 0) continue;
            if (turned) pairs[j] = owners[j];
            else pairs[owners[j]] = j;
        }
        return pairs;
    }

    /// <summary>The row of each column, -1 for none. Rows come in one after the other; each takes the cheapest path of exchanges to a free column.</summary>
    private static int[] Assign(double[] costs, int rows, int columns)
    {
        double[] rowPrice = new double[rows], columnPrice = new double[columns], distance = new double[columns];
        int[] owner = new int[columns], before = new int[columns];
        bool[] settled = new bool[columns];
        Array.Fill(owner, -1);
        for (int start = 0; start < rows; start++)
        {
            Array.Fill(distance, double.PositiveInfinity);
            Array.Clear(settled);
            int row = start, column = -1;
            double reached = 0;
            List<int> path = [];
            do
            {
                double nearest = double.PositiveInfinity;
                int next = -1;
                for (int j = 0; j < columns; j++)
                {
                    if (settled[j]) continue;
                    double through = reached + costs[(row * columns) + j] - rowPrice[row] - columnPrice[j];
                    if (through < distance[j]) (distance[j], before[j]) = (through, column);
                    if (distance[j] < nearest) (nearest, next) = (distance[j], j);
                }
                (column, reached) = (next, nearest);
                settled[column] = true;
                path.Add(column);
                row = owner[column];
            }
            while (row >= 0);

            // Prices keep every cost above them and those of pairs equal to them.
            foreach (int j in path)
            {
                if (owner[j] >= 0) rowPrice[owner[j]] += reached - distance[j];
                columnPrice[j] -= reached - distance[j];
            }
            rowPrice[start] += reached;
            for (int j = column; j >= 0; j = before[j]) owner[j] = before[j] < 0 ? start : owner[before[j]];
        }
        return owner;
    }
}
