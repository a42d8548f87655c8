using Autodidact.Engine;

namespace Autodidact.Models.Transformers;

/// <summary>
/// Which entry of a table of relative positions belongs to each pair of tokens (BEiT, Bao et al. 2022, arXiv:2106.08254, section 2.2, with the entries of its code): one for every
/// distance of two patches in rows and columns, then three for a leading token that looks at a patch, a patch that looks at one, and two leading tokens.
/// </summary>
/// <param name="Index">64-bit, <c>[tokens, tokens]</c>, or <c>[batch, tokens, tokens]</c> where every picture has patches of its own; row: who looks.</param>
/// <param name="Rows">Patches from top to bottom.</param>
/// <param name="Columns">Patches from left to right.</param>
public sealed record RelativePlaces(Tensor Index, int Rows, int Columns)
{
    private const int LeadingEntries = 3;

    /// <summary>Entries of the table of a grid.</summary>
    public static long Entries(int rows, int columns) => Distances(rows, columns) + LeadingEntries;

    /// <summary>All patches of a grid behind leading tokens.</summary>
    public static RelativePlaces Of(int rows, int columns, int leading, Device device)
    {
        int tokens = leading + (rows * columns);
        long distances = Distances(rows, columns);
        long[] index = new long[tokens * tokens];
        for (int from = 0; from < tokens; from++)
            for (int to = 0; to < tokens; to++)
                index[(from * tokens) + to] = (from < leading, to < leading) switch
                {
                    (true, false) => distances,
                    (false, true) => distances + 1,
                    (true, true) => distances + 2,
                    _ => Distance(from - leading, to - leading),
                };
        return new(Tensor.From(index, tokens, tokens).To(device), rows, columns);

        long Distance(int from, int to) => (((from / columns) - (to / columns) + rows - 1) * ((2L * columns) - 1)) + (from % columns) - (to % columns) + columns - 1;
    }

    /// <summary>Some patches of each picture, behind the leading tokens.</summary>
    /// <param name="patches">Which ones, 64-bit, <c>[batch, seen]</c>.</param>
    public RelativePlaces At(Tensor patches)
    {
        long batch = patches.Size(0), all = Index.Size(0), leading = all - ((long)Rows * Columns);
        Tensor tokens = Ops.Cat([Tensor.Arange(leading, device: patches.Device).Unsqueeze(0).Expand([batch, leading]), patches.Add(leading)], 1);
        Tensor pairs = tokens.Unsqueeze(2).Mul(all) + tokens.Unsqueeze(1);
        return this with { Index = Index.Reshape([-1]).IndexSelect(0, pairs.Reshape([-1])).Reshape(pairs.Shape) };
    }

    /// <summary>What a table adds to the logits of attention, <c>[1 or batch, heads, tokens, tokens]</c>.</summary>
    /// <param name="table">Of a square grid, <c>[entries, heads]</c>; distances between its own are interpolated, bicubic.</param>
    public Tensor Bias(Tensor table)
    {
        Tensor entries = ForGrid(table).IndexSelect(0, Index.Reshape([-1])).Reshape([-1, Index.Size(-2), Index.Size(-1), table.Size(1)]);
        return entries.Permute([0, 3, 1, 2]);
    }

    private Tensor ForGrid(Tensor table)
    {
        long side = (long)Math.Round(Math.Sqrt(table.Size(0) - LeadingEntries)), heads = table.Size(1);
        (long rows, long columns) = ((2L * Rows) - 1, (2L * Columns) - 1);
        if ((side, side) == (rows, columns)) return table;
        Tensor square = table.Narrow(0, 0, side * side).T().Reshape([1, heads, side, side]).UpsampleBicubic2d([rows, columns], alignCorners: false);
        return Ops.Cat([square.Reshape([heads, rows * columns]).T(), table.Narrow(0, side * side, LeadingEntries)]);
    }

    private static long Distances(int rows, int columns) => ((2L * rows) - 1) * ((2L * columns) - 1);
}
