using Autodidact.Data;
using Autodidact.Data.Shapes;
using Autodidact.Evaluation.Probes;
using Autodidact.Models;

namespace Autodidact.Evaluation.Cues;

/// <summary>
/// Whether features go by shape or by texture, by cue conflict (Geirhos et al. 2019, arXiv:1811.12231): a linear probe learns five classes of generated pictures, each
/// with a shape and a texture of its own, so that either is enough; then it decides on pictures with the shape of one class and the texture of another.
/// Shape bias is the share of decisions for the shape among those for shape or texture.
/// </summary>
/// <remarks>
/// A feature that is not there decides nothing, so two more probes say how well each can be read at all: shape, and texture, of pictures in which they are
/// independent (Hermann, Chen and Kornblith 2020, arXiv:1911.09071). The data that the card is of take no part.
/// </remarks>
public sealed class CueConflictEvaluation : FeatureEvaluation
{
    private const int SmallestPicture = 16, LargestPicture = 224;

    /// <inheritdoc/>
    public override string Name => "cues";

    /// <inheritdoc/>
    public override string? Obstacle(Encoder encoder, LabelledParts parts, EvaluationOptions options)
    {
        ArgumentNullException.ThrowIfNull(encoder);
        return encoder.Preprocessing is ImagePreprocessing ? null : $"sets the shapes of pictures against their textures, and the encoder reads samples of the kind '{encoder.Preprocessing.Name}'";
    }

    /// <inheritdoc/>
    public override IEnumerable<EvaluationRow> Measure(EvaluationSubject subject)
    {
        ArgumentNullException.ThrowIfNull(subject);
        int count = subject.Options.CuePictures, size = Math.Clamp(((ImagePreprocessing)subject.Preprocessing).Size, SmallestPicture, LargestPicture);
        ShapesOptions options = new() { Count = count, Test = count, Size = size, Seed = subject.Options.Seed };
        subject.Note($"cues is fitted on {count:N0} generated pictures of five shapes with a texture each, and measured on {count:N0} others (cue_pictures)");

        subject.Report("cues, pictures in which shape and texture go together");
        LinearProbeFit fit = Fit(Read(ShapeCue.Paired, Split.Train).Shapes);
        LabelledFeatures paired = Read(ShapeCue.Paired, Split.Test).Shapes;
        (LabelledFeatures shapes, LabelledFeatures textures) = Read(ShapeCue.Conflict, Split.Test);
        int[] decisions = fit.Classifier.Measure(shapes).Predictions;
        int forShape = decisions.Where((decision, row) => decision == shapes.Labels[row]).Count();
        int forTexture = decisions.Where((decision, row) => decision == textures.Labels[row]).Count();
        Dictionary<string, double> settings = new() { ["l2"] = fit.L2, ["size"] = size };
        yield return Share("shape_bias", forShape, forShape + forTexture);
        yield return Share("for_shape", forShape, decisions.Length);
        yield return Share("for_texture", forTexture, decisions.Length);
        yield return Share("paired_accuracy", fit.Classifier.Measure(paired).Hits, paired.Count);

        subject.Report("cues, pictures in which shape and texture are independent");
        (LabelledFeatures trainShapes, LabelledFeatures trainTextures) = Read(ShapeCue.Independent, Split.Train);
        (LabelledFeatures testShapes, LabelledFeatures testTextures) = Read(ShapeCue.Independent, Split.Test);
        yield return Share("shape_accuracy", Fit(trainShapes).Classifier.Measure(testShapes).Hits, testShapes.Count);
        yield return Share("texture_accuracy", Fit(trainTextures).Classifier.Measure(testTextures).Hits, testTextures.Count);

        LinearProbeFit Fit(LabelledFeatures train) => LinearProbe.Fit(train, new LinearProbeOptions { Seed = subject.Options.Seed }, subject.Cancel);

        (LabelledFeatures Shapes, LabelledFeatures Textures) Read(ShapeCue cue, Split split)
        {
            ShapesSource source = new(options with { Cue = cue }, split);
            LabelledFeatures byShape = subject.ReadLabelled(source, source.Classes.Count, $"{cue.ToString().ToLowerInvariant()} shapes", out _);
            return (byShape, new(byShape.Values, byShape.Dimension, [.. Enumerable.Range(0, source.Count).Select(source.TextureLabel)], byShape.Classes));
        }

        // Of no decisions for either, any bias is possible.
        EvaluationRow Share(string metric, int hits, int of)
        {
            Interval interval = Interval.Wilson(hits, of);
            return new(Name, subject.Origin, metric, of == 0 ? 0.5 : (double)hits / of, interval.Low, interval.High, of, settings);
        }
    }
}
