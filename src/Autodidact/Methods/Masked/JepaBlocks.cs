using Autodidact.Data.Views;
using Autodidact.Engine;

namespace Autodidact.Methods.Masked;

/// <summary>
/// What a step predicts and what it sees of each picture (I-JEPA, Assran et al. 2023, arXiv:2301.08243, section 3): some blocks, and a large block without them. Sizes are a function of
/// seed and step, places of the picture as well.
/// </summary>
/// <param name="Targets">Patches of the blocks, <c>[batch, blocks, patches of a block]</c>.</param>
/// <param name="Context">Patches that are seen, then 0 up to the most of any picture here, <c>[batch, most]</c>.</param>
/// <param name="Seen"><c>[batch, most]</c>: 1 where <paramref name="Context"/> names a patch.</param>
internal sealed record JepaBlocks(Tensor Targets, Tensor Context, Tensor Seen)
{
    public static JepaBlocks Draw(IJepaOptions options, IReadOnlyList<int> samples, (int Rows, int Columns) grid, ulong seed, long step, Device device)
    {
        Draws sizes = new(new DrawKey(seed, (int)step, -1, 0), DrawPurpose.Mask);
        (int Height, int Width) target = Size(sizes.NextDouble(), (options.MinTargetScale, options.MaxTargetScale), (options.MinTargetAspect, options.MaxTargetAspect), grid);
        (int Height, int Width) context = Size(sizes.NextDouble(), (options.MinContextScale, options.MaxContextScale), (1, 1), grid);
        List<long> targets = [];
        List<int[]> seen = [];
        foreach (int sample in samples)
        {
            Draws draws = new(new DrawKey(seed, (int)step, sample, 0), DrawPurpose.Mask);
            HashSet<int> hidden = [];
            for (int block = 0; block < options.TargetBlocks; block++)
            {
                int[] patches = Place(ref draws, target, grid);
                targets.AddRange(patches.Select(patch => (long)patch));
                hidden.UnionWith(patches);
            }
            int[] left = [.. Place(ref draws, context, grid).Where(patch => !hidden.Contains(patch))];
            // Where blocks cover all of it: what lies outside of them, and if nothing does, one patch that is predicted as well.
            if (left.Length == 0) left = [.. Enumerable.Range(0, grid.Rows * grid.Columns).Where(patch => !hidden.Contains(patch)).DefaultIfEmpty(0)];
            seen.Add(left);
        }
        int most = seen.Max(patches => patches.Length);
        return new(
            Tensor.From([.. targets], samples.Count, options.TargetBlocks, target.Height * target.Width).To(device),
            Tensor.From([.. seen.SelectMany(patches => patches.Select(patch => (long)patch).Concat(Enumerable.Repeat(0L, most - patches.Length)))], samples.Count, most).To(device),
            Tensor.From([.. seen.SelectMany(patches => Enumerable.Repeat(1f, patches.Length).Concat(Enumerable.Repeat(0f, most - patches.Length)))], samples.Count, most).To(device));
    }

    // As in the authors' code: one number decides area and aspect, and a block is smaller than the picture in both directions. Places are drawn from all there are; theirs leave out the last.
    private static (int Height, int Width) Size(double share, (double Min, double Max) scale, (double Min, double Max) aspect, (int Rows, int Columns) grid)
    {
        int most = (int)(grid.Rows * grid.Columns * (scale.Min + (share * (scale.Max - scale.Min))));
        double ratio = aspect.Min + (share * (aspect.Max - aspect.Min));
        return (Fit(Math.Sqrt(most * ratio), grid.Rows), Fit(Math.Sqrt(most / ratio), grid.Columns));

        static int Fit(double length, int whole) => Math.Clamp((int)Math.Round(length), 1, Math.Max(1, whole - 1));
    }

    private static int[] Place(ref Draws draws, (int Height, int Width) block, (int Rows, int Columns) grid)
    {
        (int top, int left) = (draws.Below(grid.Rows - block.Height + 1), draws.Below(grid.Columns - block.Width + 1));
        return [.. from row in Enumerable.Range(top, block.Height) from column in Enumerable.Range(left, block.Width) select (row * grid.Columns) + column];
    }
}
