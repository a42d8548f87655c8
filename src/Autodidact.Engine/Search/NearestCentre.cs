namespace Autodidact.Engine.Search;

/// <summary>Rows and the centres that they are nearest to, by Euclidean distance; on whatever device they are, without gradient.</summary>
public static class NearestCentre
{
    // The distances of all rows to all centres at once would be gigabytes for large sources.
    private const long BlockRows = 4096;

    /// <summary>The nearest centre of every row, int64 <c>[rows]</c>, and the squared distances to them, <c>[rows]</c>.</summary>
    /// <param name="rows"><c>[rows, dimension]</c>.</param>
    /// <param name="centres"><c>[centres, dimension]</c>.</param>
    public static (Tensor Labels, Tensor Distances) Find(Tensor rows, Tensor centres)
    {
        using TensorScope scope = new();
        using NoGradient guard = new();
        Tensor half = centres.Square().Sum([1L]) / 2;
        List<Tensor> labels = [], distances = [];
        foreach (Tensor block in rows.Split(BlockRows))
        {
            using TensorScope inner = new();
            (Tensor closeness, Tensor nearest) = (block.Matmul(centres.T()) - half).MaxAlong(1);
            labels.Add(nearest.Keep());
            distances.Add((block.Square().Sum([1L]) - (closeness * 2)).ClampMin(0).Keep());
        }
        return (Ops.Cat([.. labels]).Keep(), Ops.Cat([.. distances]).Keep());
    }

    /// <summary>Sums of the rows that each centre has, <c>[centres, dimension]</c>, and how many they are, <c>[centres]</c>.</summary>
    /// <param name="rows"><c>[rows, dimension]</c>.</param>
    /// <param name="labels">The number of each row's centre, int64 <c>[rows]</c>.</param>
    /// <param name="centres">How many centres there are.</param>
    public static (Tensor Sums, Tensor Counts) Gather(Tensor rows, Tensor labels, long centres) => (
        Tensor.Zeros([centres, rows.Size(1)], rows.Type, rows.Device).IndexAdd(0, labels, rows),
        Tensor.Zeros([centres], rows.Type, rows.Device).IndexAdd(0, labels, Tensor.Ones([rows.Size(0)], rows.Type, rows.Device)));
}
