using Autodidact.Data;
using Autodidact.Data.Loading;
using Autodidact.Evaluation.Probes;
using Autodidact.Models;

namespace Autodidact.Evaluation;

/// <summary>What an evaluation measures: the features of one origin, and all that it takes to read more of them.</summary>
public sealed class EvaluationSubject
{
    private readonly Func<DataSource, FeatureReader> _reader;
    private readonly Action<EvaluationProgress> _progress;
    private readonly Action<string> _note;
    private LinearProbeFit? _probe;
    private LabelledFeatures? _finite;

    internal EvaluationSubject(Func<DataSource, FeatureReader> reader, Action<EvaluationProgress> progress, Action<string> note) =>
        (_reader, _progress, _note) = (reader, progress, note);

    /// <summary>Whose features they are: one of the names of <see cref="FeatureOrigin"/>.</summary>
    public required string Origin { get; init; }

    /// <summary>The network that makes the features; null for raw input.</summary>
    public required Encoder? Network { get; init; }

    /// <summary>What is done to a sample before a network sees it.</summary>
    public required Preprocessing Preprocessing { get; init; }

    /// <summary>The data that the features are of.</summary>
    public required LabelledParts Parts { get; init; }

    /// <summary>Features to fit and to choose on.</summary>
    public required LabelledFeatures Train { get; init; }

    /// <summary>Features to measure on, of the same classes.</summary>
    public required LabelledFeatures Test { get; init; }

    /// <summary>The encoder's features of the test part, row by row those of <see cref="Test"/>; null where these are the encoder's.</summary>
    public required LabelledFeatures? EncoderTest { get; init; }

    /// <summary>Hyperparameters and seed.</summary>
    public required EvaluationOptions Options { get; init; }

    /// <summary>Ends the work early.</summary>
    public required CancellationToken Cancel { get; init; }

    /// <summary>The rows of <see cref="Train"/> that are finite, which is what can be fitted on; perhaps none. Where not all of both parts are, it is noted.</summary>
    public LabelledFeatures FiniteTrain
    {
        get
        {
            if (_finite is not null) return _finite;
            _finite = FiniteRows.Of(Train);
            int test = FiniteRows.Find(Test.Values, Test.Dimension).Length;
            if (_finite.Count < Train.Count || test < Test.Count)
                Note($"{Train.Count - _finite.Count} of {Train.Count} training samples and {Test.Count - test} of {Test.Count} test samples have features of {Origin} that are not finite numbers: nothing is fitted on the former, and the latter count as wrong");
            return _finite;
        }
    }

    /// <summary>The linear probe of these features, its penalty chosen on a part of <see cref="Train"/>; fitted once, however many ask.</summary>
    public LinearProbeFit LinearProbe => _probe ??= Probes.LinearProbe.Fit(FiniteTrain, new LinearProbeOptions { Seed = Options.Seed }, Cancel);

    /// <summary>Reads further features of the same origin into memory, <c>[samples, dimension]</c>; broken samples have no row.</summary>
    /// <param name="source">The samples, of the encoder's modality.</param>
    /// <param name="what">What they are, for the progress, such as <c>blurred pictures</c>.</param>
    /// <param name="skipped">The broken samples.</param>
    /// <exception cref="DataException">None can be read, or too many are broken.</exception>
    public FeatureBatch Read(DataSource source, string what, out IReadOnlyList<BadSample> skipped)
    {
        ArgumentNullException.ThrowIfNull(source);
        return FeatureCollection.Read(_reader(source), source, done => _progress(new($"features of {Origin}, {what}", done, source.Count)), out skipped, Cancel);
    }

    /// <summary>As <see cref="Read"/>, with the class of every row.</summary>
    /// <param name="classes">Classes there are; every sample of the source has a label below.</param>
    public LabelledFeatures ReadLabelled(DataSource source, int classes, string what, out IReadOnlyList<BadSample> skipped)
    {
        ArgumentNullException.ThrowIfNull(source);
        return FeatureCollection.ReadLabelled(_reader(source), source, classes, done => _progress(new($"features of {Origin}, {what}", done, source.Count)), out skipped, Cancel);
    }

    /// <summary>Says what is being done.</summary>
    /// <param name="stage">Such as <c>few-shot</c>.</param>
    /// <param name="done">How many of them are done.</param>
    /// <param name="total">How many there are; 0 where that is not counted.</param>
    public void Report(string stage, int done = 0, int total = 0) => _progress(new($"{stage} on {Origin}", done, total));

    /// <summary>Something that a reader of the card must know; said once, however often it is noted.</summary>
    public void Note(string note) => _note(note);
}
