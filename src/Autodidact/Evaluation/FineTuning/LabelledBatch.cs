using Autodidact.Engine;
using Autodidact.Models;

namespace Autodidact.Evaluation.FineTuning;

/// <summary>
/// Labelled samples that go through a network together. Every modality has its own: what its inputs are, and how a network takes them,
/// fine-tuning never sees. Dispose it after use.
/// </summary>
public abstract class LabelledBatch : IDisposable
{
    /// <summary>Samples in it.</summary>
    public abstract int Count { get; }

    /// <summary>The class of each sample, 64-bit integers <c>[Count]</c>, on the device of the inputs.</summary>
    public abstract Tensor Labels { get; }

    /// <summary>What a network makes of the samples, <c>[Count, FeatureSize]</c>, with a graph where gradients are recorded.</summary>
    public abstract Tensor Features(Backbone network);

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Gives the inputs back.</summary>
    protected abstract void Dispose(bool disposing);
}
