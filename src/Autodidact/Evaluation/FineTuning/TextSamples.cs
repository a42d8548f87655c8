using Autodidact.Data.Loading;
using Autodidact.Data.Text;
using Autodidact.Models;

namespace Autodidact.Evaluation.FineTuning;

/// <summary>Labelled texts.</summary>
/// <param name="source">The texts; each has a label.</param>
/// <param name="preprocessing">Cuts them into tokens.</param>
/// <param name="loader">Device and limits.</param>
public sealed class TextSamples(TextSource source, TextPreprocessing preprocessing, LoaderOptions loader) : LabelledSamples
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
    public override LabelledBatches Shuffled(IReadOnlyList<int> samples, int batch, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(samples);
        SampleOrder order = new(samples.Count, seed, shuffle: true);
        return new TextBatches(epoch => source.Choose(order.Of(epoch)[..(samples.Count / batch * batch)].Select(place => samples[place]), source.Name), preprocessing, loader with { Batch = batch, Seed = seed }, samples.Count / batch, shuffled: true);
    }

    /// <inheritdoc/>
    public override LabelledBatches InOrder(IReadOnlyList<int>? samples, int batch)
    {
        TextSource chosen = samples is null ? source : source.Choose(samples, source.Name);
        return new TextBatches(_ => chosen, preprocessing, loader with { Batch = batch }, (chosen.Count + batch - 1) / batch, shuffled: false);
    }
}
