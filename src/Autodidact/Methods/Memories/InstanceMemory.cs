using Autodidact.Engine;
using Autodidact.Engine.Modules;
using Autodidact.Objectives;

namespace Autodidact.Methods.Memories;

/// <summary>
/// A memory bank and the loss through it: embeddings find their own sample among drawn ones. What a step makes of it is written by
/// <see cref="AfterStep"/>, so that a step may be computed twice.
/// </summary>
public sealed class InstanceMemory : Module
{
    private readonly InstanceContrast _contrast;
    private readonly double _temperature;
    private readonly Tensor _normalizer;
    private readonly Pending _newNormalizer = new(), _newIndices = new(), _newRows = new();

    /// <param name="bank">What is remembered of each sample.</param>
    /// <param name="contrast">The kind of loss.</param>
    /// <param name="temperature">Above 0.</param>
    public InstanceMemory(MemoryBank bank, InstanceContrast contrast, double temperature)
    {
        (_contrast, _temperature) = (contrast, temperature);
        Bank = Child("bank", bank);
        _normalizer = Buffer("normalizer", Tensor.Full([], -1));
    }

    /// <summary>What is remembered.</summary>
    public MemoryBank Bank { get; }

    /// <summary>Z of the noise-contrastive estimation, a scalar; below 0 until the first step has been taken.</summary>
    public Tensor Normalizer => _normalizer;

    /// <summary>Similarities to what is remembered, divided by the temperature, <c>[batch, 1 + negatives]</c>.</summary>
    /// <param name="unit"><c>[batch, dimension]</c>, of unit length.</param>
    /// <param name="candidates"><c>[batch, 1 + negatives]</c>, indices of samples, the row's own first.</param>
    public Tensor Logits(Tensor unit, Tensor candidates) => Bank.Similarities(unit, candidates) / _temperature;

    /// <summary>What the loss compares: densities exp(similarity / τ) / Z for the noise-contrastive estimation, the logits themselves for the softmax.</summary>
    public Tensor Scores(Tensor logits)
    {
        if (_contrast == InstanceContrast.Softmax) return logits;
        Tensor exponentials = logits.Exp();
        Tensor estimate = InstanceDiscrimination.Normalizer(exponentials, Bank.Rows.Size(0)).To(_normalizer.Type);
        Tensor normalizer = _normalizer.Lt(0).Where(estimate, _normalizer);
        _newNormalizer.Set(normalizer);
        return exponentials / normalizer;
    }

    /// <summary>The loss of a batch of <see cref="Scores"/>.</summary>
    public Tensor Loss(Tensor scores) =>
        _contrast == InstanceContrast.Softmax ? Contrastive.FirstIsRight(scores) : InstanceDiscrimination.NoiseContrastive(scores, Bank.Rows.Size(0));

    /// <summary>The loss where nothing is told apart.</summary>
    public double ChanceLoss(int negatives) => _contrast == InstanceContrast.Softmax
        ? Math.Log(negatives + 1)
        : Math.Log(negatives + 1) + (negatives * Math.Log((negatives + 1.0) / negatives));

    /// <summary>What is to be remembered once the step has been taken.</summary>
    /// <param name="indices"><c>[batch]</c>, which samples.</param>
    /// <param name="unit"><c>[batch, dimension]</c>, of unit length.</param>
    public void Remember(Tensor indices, Tensor unit)
    {
        _newIndices.Set(indices);
        _newRows.Set(unit);
    }

    /// <summary>Writes what the step brought.</summary>
    public void AfterStep()
    {
        using Tensor? normalizer = _newNormalizer.Take(), indices = _newIndices.Take(), rows = _newRows.Take();
        if (rows is not null) Bank.Update(indices!, rows);
        if (normalizer is not null) _normalizer.CopyInPlace(normalizer);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        _newNormalizer.Dispose();
        _newIndices.Dispose();
        _newRows.Dispose();
        base.Dispose(disposing);
    }
}
