namespace Autodidact.Evaluation.FineTuning;

/// <summary>
/// Labelled samples of one modality, of the training or of the test part: all that fine-tuning asks of data. Pictures are
/// <see cref="PictureSamples"/>; another modality derives its own, with its own <see cref="LabelledBatch"/>.
/// </summary>
public abstract class LabelledSamples
{
    /// <summary>What to call the samples in messages.</summary>
    public abstract string Name { get; }

    /// <summary>Samples there are.</summary>
    public abstract int Count { get; }

    /// <summary>Names of the classes in label order; null where they have none.</summary>
    public abstract IReadOnlyList<string>? Classes { get; }

    /// <summary>The class of a sample. Nobody asks it of the test part before a network has learned all that it will.</summary>
    public abstract int Label(int sample);

    /// <summary>Batches to learn from: random order and random views, a function of the samples and the seed alone; a rest that fills no batch is left out.</summary>
    /// <param name="samples">Which samples, at least <paramref name="batch"/>.</param>
    /// <param name="batch">Samples in a batch.</param>
    /// <param name="seed">Decides order and views.</param>
    public abstract LabelledBatches Shuffled(IReadOnlyList<int> samples, int batch, ulong seed);

    /// <summary>Batches to measure on: each sample once, without chance, in order or nearly so.</summary>
    /// <param name="samples">Which samples, at least one; null for all.</param>
    /// <param name="batch">Samples in a batch; the last one may be smaller.</param>
    public abstract LabelledBatches InOrder(IReadOnlyList<int>? samples, int batch);
}
