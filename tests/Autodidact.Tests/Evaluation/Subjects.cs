using Autodidact.Evaluation;
using Autodidact.Models;

namespace Autodidact.Tests.Evaluation;

/// <summary>Features to measure, without an encoder that made them.</summary>
internal static class Subjects
{
    public static EvaluationSubject Of(LabelledFeatures train, LabelledFeatures test, EvaluationOptions? options = null, LabelledFeatures? encoderTest = null) => new(
        _ => throw new InvalidOperationException("There is no encoder to read further features with."), _ => { }, _ => { })
    {
        Origin = encoderTest is null ? FeatureOrigin.Encoder : FeatureOrigin.RandomInitialization,
        Network = null,
        Preprocessing = new ImagePreprocessing(),
        Parts = null!,
        Train = train,
        Test = test,
        EncoderTest = encoderTest,
        Options = options ?? new(),
        Cancel = CancellationToken.None,
    };
}
