using System.Globalization;
using Autodidact.Methods;

namespace Autodidact.Training.Diagnosis;

/// <summary>A step at which embeddings and weights were measured, with what came before it.</summary>
/// <param name="Step">Steps done, this one included: the first is 1.</param>
/// <param name="Loss">Mean loss since the look before.</param>
/// <param name="LearningRate">The step's learning rate.</param>
/// <param name="HighestLearningRate">The highest one so far.</param>
/// <param name="DataWait">Share of the time in which steps waited for data, 0 to 1.</param>
/// <param name="Figures">What was measured, by name (<see cref="FigureNames"/>).</param>
/// <param name="Run">What the run is like.</param>
internal sealed record Look(long Step, double Loss, double LearningRate, double HighestLearningRate, double DataWait, IReadOnlyDictionary<string, double> Figures, RunShape Run)
{
    /// <summary>A figure by name; NaN, which is neither above nor below anything, where it was not measured.</summary>
    public double this[string figure] => Figures.TryGetValue(figure, out double value) ? value : double.NaN;

    /// <summary>How far two views of a sample are apart, as a share of how far two samples are.</summary>
    public double ViewsApart => (1 - this[FigureNames.PositiveSimilarity]) / (1 - this[FigureNames.NegativeSimilarity]);

    /// <summary>A number as a person reads it.</summary>
    public static string Text(double value) => value.ToString(Math.Abs(value) is >= 0.01 and < 100 ? "0.###" : "0.##E+0", CultureInfo.InvariantCulture);
}
