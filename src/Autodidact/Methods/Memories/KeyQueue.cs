using Autodidact.Engine;
using Autodidact.Engine.Modules;
using Autodidact.Objectives;

namespace Autodidact.Methods.Memories;

/// <summary>The newest embeddings of samples seen before, first in, first out (MoCo, He et al. 2020, section 3.2). All of it is saved state.</summary>
public sealed class KeyQueue : Module
{
    private readonly bool _wraps;
    private readonly Tensor _next;

    /// <summary>A queue of random directions, which real keys replace.</summary>
    /// <param name="size">Keys it holds.</param>
    public KeyQueue(long size, long dimension) : this(Tensor.Randn([size, dimension]).Normalize())
    {
    }

    /// <param name="keys"><c>[size, dimension]</c>, of unit length: what it holds at first.</param>
    /// <param name="wraps">
    /// Whether keys that reach the end go on at the beginning. Without, as in lightly's memory bank, those that do not fit are dropped, and the next ones begin at 0.
    /// </param>
    public KeyQueue(Tensor keys, bool wraps = true)
    {
        _wraps = wraps;
        Keys = Buffer("keys", keys);
        _next = Buffer("next", Tensor.Zeros([], ScalarType.Int64));
    }

    /// <summary><c>[size, dimension]</c>, of unit length.</summary>
    public Tensor Keys { get; }

    /// <summary>The row that is replaced next, a scalar.</summary>
    public Tensor Next => _next;

    /// <summary>Replaces the oldest keys; of more than it holds, the last remain.</summary>
    /// <param name="rows"><c>[count, dimension]</c>; normalised here.</param>
    public void Push(Tensor rows)
    {
        using TensorScope scope = new();
        using NoGradient guard = new();
        long size = Keys.Size(0), count = Math.Min(size, rows.Size(0));
        if (!_wraps)
        {
            long next = _next.Item<long>();
            bool full = next + count >= size;
            count = Math.Min(count, size - next);
            Replace(_next + Numbers(count), rows.Narrow(0, 0, count));
            if (full) _next.ZeroInPlace();
            else _next.AddInPlace(count);
            return;
        }
        Replace(Wrapped(_next + Numbers(count)), rows.Narrow(0, rows.Size(0) - count, count));
        _next.CopyInPlace(Wrapped(_next.Add(count)));
    }

    private Tensor Numbers(long count) => Tensor.Arange(count, device: Keys.Device);

    // Positions are below twice the size.
    private Tensor Wrapped(Tensor positions) => positions.Ge(Keys.Size(0)).Where(positions.Sub(Keys.Size(0)), positions);

    private void Replace(Tensor positions, Tensor rows) => Keys.IndexCopyInPlace(0, positions, rows.Detach().To(Keys.Type).Normalize());
}
