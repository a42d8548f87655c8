using Autodidact.Models;

namespace Autodidact.Evaluation.Geometry;

/// <summary>
/// How features lie: in how many dimensions, how evenly on the sphere, how near to each other two views of a picture and two samples of a class; and how alike the encoder, the same network at random
/// initialisation, raw input and, where one is named, another encoder see the same test samples. Nothing is fitted.
/// </summary>
public sealed class GeometryEvaluation : FeatureEvaluation
{
    // Below, ten groups say nothing.
    private const int FewestRows = 40;

    /// <inheritdoc/>
    public override string Name => "geometry";

    /// <inheritdoc/>
    public override bool IsNamedBy(EvaluationOptions options) => options?.Beside is not null;

    /// <inheritdoc/>
    public override string? Obstacle(Encoder encoder, LabelledParts parts, EvaluationOptions options)
    {
        ArgumentNullException.ThrowIfNull(encoder);
        ArgumentNullException.ThrowIfNull(parts);
        ArgumentNullException.ThrowIfNull(options);
        if (parts.Test.Count < FewestRows) return $"needs {FewestRows} test samples, and there are {parts.Test.Count}";
        return options.Beside is string path ? BesideEncoder.Problem(path, encoder.Preprocessing.Name) : null;
    }

    /// <inheritdoc/>
    public override IEnumerable<EvaluationRow> Measure(EvaluationSubject subject)
    {
        ArgumentNullException.ThrowIfNull(subject);
        List<EvaluationRow> rows = [.. Of(subject.Test, subject.Origin, subject.EncoderTest, subject)];
        if (ViewAlignment.Of(subject) is { } alignment) rows.Add(alignment.Row(Name, subject.Origin, least: 0, most: 4));
        else if (subject.Preprocessing is not ImagePreprocessing) subject.Note("geometry has no alignment of views: only pictures have views; class_alignment takes two samples of a class for them");
        if (subject.Origin == FeatureOrigin.Encoder && subject.Options.Beside is string path)
        {
            subject.Note($"'{FeatureOrigin.Beside}' is {path}");
            rows.AddRange(Of(BesideEncoder.Read(path, subject), FeatureOrigin.Beside, subject.Test, subject));
        }

        return rows;
    }

    private IEnumerable<EvaluationRow> Of(LabelledFeatures features, string origin, LabelledFeatures? encoder, EvaluationSubject subject)
    {
        if (PairedRows.Of(features, encoder, FewestRows).Length < FewestRows)
        {
            subject.Note($"geometry could not be measured on {origin}: fewer than {FewestRows} feature vectors are finite");
            yield break;
        }

        yield return Spread.RankMe(features).Row(Name, origin, least: 1, most: features.Dimension);
        yield return Spread.Uniformity(features).Row(Name, origin, most: 0);
        if (Spread.ClassAlignment(features) is { } alignment) yield return alignment.Row(Name, origin, least: 0, most: 4);
        if (encoder is null) yield break;
        if (encoder.Count != features.Count)
        {
            subject.Note($"geometry does not hold {origin} against the encoder: other samples of the two could be read");
            yield break;
        }

        foreach (GeometryFigure figure in Likeness.Of(encoder, features, "encoder", subject.Options.Seed).Where(figure => double.IsFinite(figure.Value)))
            yield return figure.Row(Name, origin, least: -1, most: 1);
    }
}
