namespace Autodidact.Evaluation.Probes;

/// <summary>The mean negative log-likelihood of labels under a linear classifier, as a function of its weights, on rows that stay.</summary>
internal abstract class SoftmaxLoss : IDisposable
{
    /// <summary>The loss in nats; writes its gradient.</summary>
    /// <param name="point">Weights <c>[classes, dimension]</c> and then intercepts <c>[classes]</c>.</param>
    /// <param name="gradient">Of the same shape.</param>
    public abstract double Evaluate(ReadOnlySpan<double> point, Span<double> gradient);

    public virtual void Dispose()
    {
    }
}
