using Autodidact.Configuration;
using Autodidact.Data;
using Autodidact.Engine;
using Autodidact.Models;
using Autodidact.Training;

namespace Autodidact.Evaluation.Geometry;

/// <summary>The encoder that another is held against.</summary>
internal static class BesideEncoder
{
    /// <summary>Why it cannot be used, as the end of a sentence; null where it can.</summary>
    public static string? Problem(string path, string modality)
    {
        try
        {
            EncoderDescription description = Encoder.ReadChecked(FolderOf(path));
            return description.Preprocessing.Name == modality ? null : $"cannot hold this encoder against '{path}', which reads samples of the kind '{description.Preprocessing.Name}'";
        }
        catch (Exception missing) when (missing is IOException or InvalidDataException or ConfigurationException or UnauthorizedAccessException)
        {
            return $"cannot use '{path}' (beside): {missing.Message}";
        }
    }

    /// <summary>Its features of the test part.</summary>
    /// <param name="path">The folder of a run or of an encoder.</param>
    /// <param name="subject">What is measured.</param>
    public static LabelledFeatures Read(string path, EvaluationSubject subject)
    {
        using Encoder encoder = Encoder.Load(FolderOf(path), TorchRuntime.DeviceFor(subject.Options.Device));
        DataSource test = subject.Parts.Test;
        return FeatureCollection.ReadLabelled(
            FeatureReader.Of(encoder, test, new() { Batch = subject.Options.Batch }), test, subject.Test.Classes, done => subject.Report($"features of {path} beside", done, test.Count), out _, subject.Cancel);
    }

    private static string FolderOf(string path) => RunFolder.IsRun(path) ? RunFolder.Open(path).Encoder : path;
}
