using Autodidact.Engine;

namespace Autodidact.Evaluation.Attention;

/// <summary>Where a transformer looks, from the attention of its blocks.</summary>
public static class AttentionMaps
{
    /// <summary>What the class token takes of each patch, head by head, <c>[batch, heads, patches]</c> (as in DINO, Caron et al. 2021, arXiv:2104.14294, figure 1).</summary>
    /// <param name="map">A block's attention, <c>[batch, heads, tokens, tokens]</c>.</param>
    /// <param name="leading">Tokens in front of the patches; the first is the class token.</param>
    public static Tensor OfClassToken(Tensor map, int leading)
    {
        ArgumentNullException.ThrowIfNull(map);
        return map.Select(2, 0).Narrow(2, leading, map.Size(3) - leading);
    }

    /// <summary>What the class token holds of each patch after all blocks, <c>[batch, patches]</c>: its row of the last of <see cref="Rollouts"/>.</summary>
    /// <param name="maps">The attention of all blocks, <c>[batch, heads, tokens, tokens]</c> each, the first block's first.</param>
    /// <param name="leading">Tokens in front of the patches; the first is the class token.</param>
    public static Tensor Rollout(IReadOnlyList<Tensor> maps, int leading)
    {
        Tensor flow = Rollouts(maps)[^1];
        return flow.Select(1, 0).Narrow(1, leading, flow.Size(2) - leading);
    }

    /// <summary>
    /// What each token holds of each after every block, <c>[batch, tokens, tokens]</c>; rows sum to 1. Attention averaged over heads, half of it the path that goes around it,
    /// multiplied from block to block (attention rollout, Abnar and Zuidema 2020, arXiv:2005.00928, eq. 1).
    /// </summary>
    /// <param name="maps">The attention of all blocks, <c>[batch, heads, tokens, tokens]</c> each, the first block's first.</param>
    public static IReadOnlyList<Tensor> Rollouts(IReadOnlyList<Tensor> maps)
    {
        ArgumentNullException.ThrowIfNull(maps);
        ArgumentOutOfRangeException.ThrowIfZero(maps.Count);
        Tensor around = Tensor.Eye(maps[0].Size(-1), maps[0].Type, maps[0].Device);
        List<Tensor> flows = [];
        foreach (Tensor map in maps)
        {
            Tensor through = (map.Mean([1L]) + around) / 2;
            flows.Add(flows.Count == 0 ? through : through.Matmul(flows[^1]));
        }
        return flows;
    }
}
