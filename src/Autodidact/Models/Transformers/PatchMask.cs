using Autodidact.Engine;

namespace Autodidact.Models.Transformers;

/// <summary>Which patches of each picture are seen.</summary>
/// <param name="Kept">Indices of the patches that are seen, <c>[batch, kept]</c>, 64-bit.</param>
/// <param name="Restore">Where each patch lies among the seen ones followed by the hidden ones, <c>[batch, patches]</c>.</param>
/// <param name="Hidden"><c>[batch, patches]</c>: 1 where a patch is hidden, else 0.</param>
public sealed record PatchMask(Tensor Kept, Tensor Restore, Tensor Hidden)
{
    /// <summary>The patches with the smallest noise are seen, in the order of their noise (MAE's code).</summary>
    /// <param name="noise"><c>[batch, patches]</c>, distinct in each row.</param>
    /// <param name="share">Share of the patches that is hidden, 0 to below 1; at least one is seen.</param>
    public static PatchMask Random(Tensor noise, double share)
    {
        long batch = noise.Size(0), count = noise.Size(1), kept = Math.Max(1, (long)(count * (1 - share)));
        Tensor order = noise.Argsort(1), restore = order.Argsort(1);
        return new(order.Narrow(1, 0, kept), restore, restore.Ge(kept).To(noise.Type));
    }

    /// <summary>The seen ones of some tokens, <c>[batch, kept, width]</c>.</summary>
    /// <param name="tokens"><c>[batch, patches, width]</c>.</param>
    public Tensor Seen(Tensor tokens) => At(tokens, Kept);

    /// <summary>The tokens in some places of each picture, <c>[batch, count, width]</c>.</summary>
    /// <param name="tokens"><c>[batch, tokens, width]</c>.</param>
    /// <param name="places">64-bit, <c>[batch, count]</c>.</param>
    public static Tensor At(Tensor tokens, Tensor places) => tokens.Gather(1, Wide(places, tokens.Size(2)));

    /// <summary>Tokens of the seen patches in their places, and one token in all others, <c>[batch, patches, width]</c>.</summary>
    /// <param name="seen"><c>[batch, kept, width]</c>.</param>
    /// <param name="elsewhere"><c>[1, 1, width]</c>.</param>
    public Tensor Restored(Tensor seen, Tensor elsewhere)
    {
        long batch = Restore.Size(0), hidden = Restore.Size(1) - seen.Size(1), width = seen.Size(2);
        return Ops.Cat([seen, elsewhere.To(seen.Type).Expand([batch, hidden, width])], 1).Gather(1, Wide(Restore, width));
    }

    private static Tensor Wide(Tensor indices, long width) => indices.Unsqueeze(-1).Expand([indices.Size(0), indices.Size(1), width]);
}
