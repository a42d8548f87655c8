using Autodidact.Data;
using Autodidact.Data.Loading;
using Autodidact.Data.Views;

namespace Autodidact.Evaluation.FineTuning;

/// <summary>Labelled pictures.</summary>
/// <param name="source">The pictures; each has a label.</param>
/// <param name="training">How a picture is seen in training.</param>
/// <param name="measuring">How it is seen when it is measured: nothing in it is random.</param>
/// <param name="loader">Threads, device and limits.</param>
public sealed class PictureSamples(ImageSource source, ViewPlan training, ViewPlan measuring, LoaderOptions loader) : LabelledSamples
{
    /// <inheritdoc/>
    public override string Name => source.Name;

    /// <inheritdoc/>
    public override int Count => source.Count;

    /// <inheritdoc/>
    public override IReadOnlyList<string>? Classes => source.Classes;

    /// <inheritdoc/>
    public override int Label(int sample) => source.Label(sample)!.Value;

    /// <inheritdoc/>
    public override LabelledBatches Shuffled(IReadOnlyList<int> samples, int batch, ulong seed) =>
        new PictureBatches(new ViewLoader(Selected(samples), [training], loader with { Batch = batch, Seed = seed, Labels = true }));

    /// <inheritdoc/>
    public override LabelledBatches InOrder(IReadOnlyList<int>? samples, int batch)
    {
        ImageSource selected = Selected(samples);
        return new PictureBatches(new EvaluationLoader(selected, measuring, loader with { Batch = batch, Labels = true }), (selected.Count + batch - 1) / batch);
    }

    private ImageSource Selected(IReadOnlyList<int>? samples) => samples is null ? source : new SelectedSource(source, samples, source.Name);
}
