using Autodidact.Data;
using Autodidact.Models;

namespace Autodidact.Evaluation.Geometry;

/// <summary>How features come about, layer by layer: in how many dimensions those of each stage or block lie, and how alike they are to the last.</summary>
public sealed class LayersEvaluation : FeatureEvaluation
{
    private const int FewestRows = 40, MostRows = 1024;

    /// <inheritdoc/>
    public override string Name => "layers";

    /// <inheritdoc/>
    public override string? Obstacle(Encoder encoder, LabelledParts parts, EvaluationOptions options)
    {
        ArgumentNullException.ThrowIfNull(encoder);
        ArgumentNullException.ThrowIfNull(parts);
        if (parts.Test.Count < FewestRows) return $"needs {FewestRows} test samples, and there are {parts.Test.Count}";
        return encoder.Backbone.LayerSizes.Count > 1 ? null : $"needs a network that tells layers apart, and a {encoder.Description.Backbone.Name} does not";
    }

    /// <inheritdoc/>
    public override IEnumerable<EvaluationRow> Measure(EvaluationSubject subject)
    {
        ArgumentNullException.ThrowIfNull(subject);
        if (subject.Network is not Encoder network) yield break;      // raw input has no layers
        DataSource source = SpreadSource.Of(subject.Parts.Test, MostRows);
        LabelledFeatures all = FeatureCollection.ReadLabelled(
            FeatureReader.OfLayers(network, source, new() { Batch = subject.Options.Batch }), source, subject.Test.Classes, done => subject.Report(Name, done, source.Count), out _, subject.Cancel);
        int[] finite = PairedRows.Of(all, null, int.MaxValue);
        if (finite.Length < FewestRows)
        {
            subject.Note($"layers could not be measured on {subject.Origin}: fewer than {FewestRows} feature vectors are finite");
            yield break;
        }

        LabelledFeatures[] layers = Apart(all.Rows(finite), network.Backbone.LayerSizes);
        for (int layer = 0; layer < layers.Length; layer++)
        {
            subject.Report(Name, layer, layers.Length);
            subject.Cancel.ThrowIfCancellationRequested();
            string suffix = $"_layer_{layer + 1}";
            yield return Spread.RankMe(layers[layer]).Row(Name, subject.Origin, suffix, least: 1, most: layers[layer].Dimension);
            if (layer == layers.Length - 1) break;
            foreach (GeometryFigure figure in Likeness.Of(layers[^1], layers[layer], "last", subject.Options.Seed).Where(figure => double.IsFinite(figure.Value)))
                yield return figure.Row(Name, subject.Origin, suffix, least: -1, most: 1);
        }
    }

    private static LabelledFeatures[] Apart(LabelledFeatures all, IReadOnlyList<int> sizes)
    {
        LabelledFeatures[] layers = new LabelledFeatures[sizes.Count];
        for (int layer = 0, start = 0; layer < layers.Length; start += sizes[layer++])
        {
            float[] values = new float[all.Count * sizes[layer]];
            for (int row = 0; row < all.Count; row++) all.Row(row).Slice(start, sizes[layer]).CopyTo(values.AsSpan(row * sizes[layer]));
            layers[layer] = new(values, sizes[layer], all.Labels, all.Classes);
        }

        return layers;
    }
}
