namespace Autodidact.Engine.Modules;

/// <summary>Attention of queries to keys, in several parts of each vector (Vaswani et al. 2017, arXiv:1706.03762, section 3.2.2), with PyTorch's parameter names.</summary>
public sealed class MultiheadAttention : Module
{
    private readonly int _size, _heads;
    private readonly Tensor _weight, _bias;
    private readonly Linear _project;

    /// <param name="size">Elements of a vector; the heads divide it.</param>
    /// <param name="heads">Parts that attend by themselves.</param>
    public MultiheadAttention(int size, int heads)
    {
        if (size % heads != 0) throw new ArgumentException($"{heads} heads do not divide a size of {size}.", nameof(heads));
        (_size, _heads) = (size, heads);
        double bound = Math.Sqrt(6.0 / (4 * size));
        Tensor weight = Tensor.Empty([3L * size, size]);
        weight.UniformInPlace(-bound, bound);
        _weight = Parameter("in_proj_weight", weight);
        _bias = Parameter("in_proj_bias", Tensor.Zeros([3L * size]));
        _project = Child("out_proj", new Linear(size, size));
    }

    /// <summary><c>[batch, queries, size]</c>.</summary>
    /// <param name="query"><c>[batch, queries, size]</c>.</param>
    /// <param name="key"><c>[batch, keys, size]</c>.</param>
    /// <param name="value"><c>[batch, keys, size]</c>.</param>
    /// <param name="bias">Added to the logits, broadcast to <c>[batch, heads, queries, keys]</c>: minus infinity where a key is not to be seen.</param>
    public Tensor Forward(Tensor query, Tensor key, Tensor value, Tensor? bias = null) =>
        _project.Forward(Attention.Attend(Part(query, 0), Part(key, 1), Part(value, 2), bias).Transpose(1, 2).Reshape([query.Size(0), query.Size(1), _size]));

    /// <summary>What each query takes of each key, <c>[batch, heads, queries, keys]</c>.</summary>
    public Tensor Map(Tensor query, Tensor key, Tensor? bias = null) => Attention.Weights(Part(query, 0), Part(key, 1), bias);

    // [batch, heads, rows, size of a head].
    private Tensor Part(Tensor rows, int part) =>
        Ops.Linear(rows, _weight.Narrow(0, part * _size, _size), _bias.Narrow(0, part * _size, _size)).Reshape([rows.Size(0), rows.Size(1), _heads, -1]).Transpose(1, 2);
}
