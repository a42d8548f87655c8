using Autodidact.Data.Views;
using Autodidact.Engine;
using Autodidact.Methods.Masked;

namespace Autodidact.Methods.Tokens;

/// <summary>Which patches of each picture are hidden: blocks, as many patches of every picture, so that a mean over patches is one over pictures. A function of seed, step and picture.</summary>
/// <param name="Flags"><c>[batch, patches]</c>: 1 where a patch is hidden.</param>
/// <param name="Places">The hidden patches, 64-bit, <c>[batch, hidden]</c>.</param>
internal sealed record HiddenBlocks(Tensor Flags, Tensor Places)
{
    public static HiddenBlocks Draw(TokenPredictionOptions options, IReadOnlyList<int> samples, (int Rows, int Columns) grid, ulong seed, long step, Device device)
    {
        int patches = grid.Rows * grid.Columns, count = Math.Clamp((int)(options.MaskRatio * patches), 1, patches - 1);
        BlockMask blocks = new(grid.Rows, grid.Columns) { LeastBlock = Math.Min(options.LeastBlockOf(patches), count) };
        float[] flags = new float[samples.Count * patches];
        List<long> places = [];
        for (int row = 0; row < samples.Count; row++)
        {
            Draws draws = new(new DrawKey(seed, (int)step, samples[row], 0), DrawPurpose.Mask);
            bool[] mask = blocks.DrawExactly(count, () => draws.NextDouble());
            for (int patch = 0; patch < patches; patch++)
            {
                if (!mask[patch]) continue;
                flags[(row * patches) + patch] = 1;
                places.Add(patch);
            }
        }
        return new(Tensor.From(flags, samples.Count, patches).To(device), Tensor.From([.. places], samples.Count, count).To(device));
    }
}
