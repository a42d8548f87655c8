using Autodidact.Data;
using Autodidact.Data.Loading;
using Autodidact.Models;

namespace Autodidact.Evaluation.Detection;

/// <summary>
/// Whether features tell the test part from another source, which nothing was fitted or chosen on: distance to training samples, to the training classes' means, and the energy of a linear
/// probe, as <see cref="NeighbourDistance"/>, <see cref="MahalanobisDistance"/> and <see cref="FreeEnergy"/> say.
/// </summary>
public sealed class OutOfDistributionEvaluation : DetectionEvaluation
{
    private const int Draws = 200;

    /// <inheritdoc/>
    public override string Name => "ood";

    /// <inheritdoc/>
    public override bool IsNamedBy(EvaluationOptions options) => options?.Ood is not null;

    /// <inheritdoc/>
    public override string? Obstacle(Encoder encoder, LabelledParts parts, EvaluationOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return options.Ood is null ? "needs another source, whose samples are not of these data's kind; name it with ood" : null;
    }

    /// <summary>The samples of another source: its test part where it has one.</summary>
    /// <exception cref="DataException">There is no such source.</exception>
    public static DataSource Open(string specification, string modality, int? limit)
    {
        DataSource train = DataSources.Open(specification, modality);
        DataSource source = train.Splits.Contains(Split.Test) ? DataSources.Open(specification, modality, Split.Test) : train;
        return limit is int count ? source.First(count) : source;
    }

    /// <inheritdoc/>
    public override IEnumerable<EvaluationRow> Measure(EvaluationSubject subject)
    {
        ArgumentNullException.ThrowIfNull(subject);
        (LabelledFeatures train, LabelledFeatures test, EvaluationOptions options) = (FiniteRows.Of(subject.Train), subject.Test, subject.Options);
        if (train.Count == 0)
        {
            subject.Note($"ood could not be measured on {subject.Origin}: not one feature vector is finite");
            yield break;
        }
        DataSource other = Open(options.Ood!, subject.Preprocessing.Name, options.Limit);
        FeatureBatch strange = subject.Read(other, "another source", out IReadOnlyList<BadSample> skipped);
        subject.Note($"ood: scores are fitted on the training part and tell its test part from {strange.Samples.Count} {other.Samples} of {other.Name}{(skipped.Count > 0 ? $" ({skipped.Count} more are broken)" : "")}");
        using MahalanobisDistance mahalanobis = new(train.Values, train.Dimension, train.Labels);
        int[] groups = [.. Enumerable.Repeat(0, test.Count), .. Enumerable.Repeat(1, strange.Samples.Count)];
        bool[] isNormal = Array.ConvertAll(groups, group => group == 0);
        int[][] draws = [.. Enumerable.Range(0, Draws).Select(draw => Bootstrap.Times(groups, options.Seed, draw))];
        foreach (OutlierScore score in (OutlierScore[])[new NeighbourDistance(train.Values, train.Dimension), mahalanobis, new FreeEnergy(subject.LinearProbe.Classifier)])
        {
            DetectionSum sum = new(draws);
            sum.Add(new([.. score.Of(test.Values, subject.Cancel), .. score.Of(strange.Values, subject.Cancel)], isNormal), subject.Cancel);
            foreach (EvaluationRow row in Rows(score.Name, subject.Origin, sum, score.Settings)) yield return row;
        }
    }
}
