using Autodidact.Engine;
using Autodidact.Engine.Modules;

namespace Autodidact.Methods.Clustering;

/// <summary>
/// Embeddings of earlier batches, newest first, for each of the first views: a batch with fewer samples than prototypes could not use
/// all of these (SwAV, Caron et al. 2020, arXiv:2006.09882, section 4.1). Of all processes' samples.
/// </summary>
public sealed class EmbeddingQueue : Module
{
    private readonly Tensor _rows;
    private readonly Tensor _pushed;

    /// <param name="views">Views that have a queue.</param>
    /// <param name="length">Embeddings that each holds.</param>
    /// <param name="size">Dimension of an embedding.</param>
    public EmbeddingQueue(int views, int length, int size)
    {
        _rows = Buffer("rows", Tensor.Zeros([views, length, size]));
        _pushed = Buffer("pushed", Tensor.Zeros([], ScalarType.Int64));
    }

    /// <summary>All of it, <c>[views, length, size]</c>.</summary>
    public Tensor Rows => _rows;

    /// <summary>Whether every place was filled; before, what is in it does not count.</summary>
    public bool IsFull => _pushed.Item<long>() >= _rows.Size(1);

    /// <summary>A view's scores with those of its queue in front, <c>[length + batch, prototypes]</c>; the scores alone until the queue is full.</summary>
    /// <param name="view">Counted from 0.</param>
    /// <param name="scores"><c>[batch, prototypes]</c>.</param>
    /// <param name="prototypes"><c>[prototypes, size]</c>, as they are now.</param>
    public Tensor Before(int view, Tensor scores, Tensor prototypes)
    {
        if (!IsFull) return scores.Detach();
        using NoGradient guard = new();
        return Ops.Cat([_rows.Select(0, view).Matmul(prototypes.To(_rows.Type).T()).To(scores.Type), scores.Detach()]);
    }

    /// <summary>Puts a step's embeddings in front; the oldest fall out.</summary>
    /// <param name="embeddings"><c>[views * batch, size]</c>, view-major; further views are left out.</param>
    /// <param name="batch">Samples of all processes.</param>
    public void Push(Tensor embeddings, long batch)
    {
        using TensorScope scope = new();
        using NoGradient guard = new();
        (long views, long length) = (_rows.Size(0), _rows.Size(1));
        Tensor fresh = embeddings.Narrow(0, 0, views * batch).Reshape([views, batch, -1]).To(_rows.Type);
        _rows.CopyInPlace(Ops.Cat([fresh, _rows], 1).Narrow(1, 0, length));
        _pushed.AddInPlace(batch);
    }
}
