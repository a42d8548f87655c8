using Autodidact.Data.Views;
using Autodidact.Engine;
using Autodidact.Methods.Masked;

namespace Autodidact.Methods.Distillation;

/// <summary>Which patches of the large views a student does not see: blocks, in a share of the views. A function of seed, step, picture and view.</summary>
/// <param name="Flags"><c>[views * batch, patches]</c>, view-major: 1 where a patch is hidden.</param>
/// <param name="Places">Indices of the hidden patches of a row, then 0 up to the most that a row can have, <c>[views * batch, most]</c>.</param>
/// <param name="Used"><c>[views * batch, most]</c>: 1 where <paramref name="Places"/> names a hidden patch.</param>
/// <param name="Rows">Where <paramref name="Used"/> is 1, counted row by row, <c>[hidden]</c>.</param>
/// <param name="Share">Share of the rows that have a hidden patch.</param>
internal sealed record HiddenPatches(Tensor Flags, Tensor Places, Tensor Used, Tensor Rows, double Share)
{
    /// <param name="samples">Indices of the pictures in their source.</param>
    /// <param name="views">Large views of each.</param>
    /// <param name="grid">Rows and columns of patches.</param>
    public static HiddenPatches Draw(MaskedDistillationOptions options, IReadOnlyList<int> samples, int views, (int Rows, int Columns) grid, ulong seed, long step, Device device)
    {
        int patches = grid.Rows * grid.Columns, most = Math.Max(1, (int)(options.MaxMaskRatio * patches));
        BlockMask blocks = new(grid.Rows, grid.Columns) { LeastBlock = Math.Min(options.LeastBlock ?? Math.Max(1, Math.Pow(Math.Min(grid.Rows, grid.Columns) / 3, 2)), most) };
        float[] flags = new float[views * samples.Count * patches], used = new float[views * samples.Count * most];
        long[] places = new long[used.Length];
        List<long> rows = [];
        int hiding = 0;
        for (int row = 0; row < views * samples.Count; row++)
        {
            Draws draws = new(new DrawKey(seed, (int)step, samples[row % samples.Count], row / samples.Count), DrawPurpose.Mask);
            if (!draws.Chance(options.MaskProbability)) continue;
            double share = draws.Uniform(options.MinMaskRatio, options.MaxMaskRatio);
            bool[] mask = blocks.Draw(share * patches, () => draws.NextDouble());
            int found = 0;
            for (int patch = 0; patch < patches && found < most; patch++)
            {
                if (!mask[patch]) continue;
                int place = (row * most) + found++;
                (flags[(row * patches) + patch], places[place], used[place]) = (1, patch, 1);
                rows.Add(place);
            }
            if (found > 0) hiding++;
        }
        long count = (long)views * samples.Count;
        return new(
            Tensor.From(flags, count, patches).To(device),
            Tensor.From(places, count, most).To(device),
            Tensor.From(used, count, most).To(device),
            Tensor.From(rows.ToArray(), rows.Count).To(device),
            (double)hiding / count);
    }
}
