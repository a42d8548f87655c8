using Autodidact.Engine;

namespace Autodidact.Evaluation.Information;

/// <summary>Scores how well two views fit together. The bound holds for any critic; a better one makes it tighter.</summary>
public abstract class Critic : IDisposable
{
    private readonly Tensor _mean, _scale;

    /// <param name="fitted">The pairs whose mean and deviations standardise all features.</param>
    private protected Critic(ViewPairs fitted)
    {
        using TensorScope scope = new();
        using NoGradient guard = new();
        Tensor all = Tensor.From([.. fitted.First, .. fitted.Second], 2 * fitted.Count, fitted.Dimension);
        _mean = all.Mean([0], keepdim: true).Own();
        // A feature that never changes says nothing; it stays zero.
        _scale = all.Std([0], unbiased: false, keepdim: true).ClampMin(1e-6).Own();
    }

    /// <summary>The critic's name in results.</summary>
    public abstract string Name { get; }

    /// <summary>What was fitted, by name.</summary>
    public abstract IReadOnlyDictionary<string, double> Settings { get; }

    /// <summary>Scores of every first view (rows) with every second view (columns), <c>[pairs, pairs]</c>.</summary>
    internal Tensor Score(ViewPairs pairs) => Score(Standardized(pairs.First, pairs), Standardized(pairs.Second, pairs));

    /// <summary>Scores of standardised features, each <c>[pairs, dimension]</c>.</summary>
    private protected abstract Tensor Score(Tensor first, Tensor second);

    /// <summary>Standardised features <c>[pairs, dimension]</c>.</summary>
    private protected Tensor Standardized(float[] values, ViewPairs pairs) => (Tensor.From(values, pairs.Count, pairs.Dimension) - _mean) / _scale;

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Frees what the critic holds.</summary>
    protected virtual void Dispose(bool disposing)
    {
        _mean.Dispose();
        _scale.Dispose();
    }
}
