namespace Autodidact.Evaluation.Geometry;

/// <summary>A figure of how features lie.</summary>
/// <param name="Metric">Its name.</param>
/// <param name="Value">The figure.</param>
/// <param name="Interval">Its 95 % interval over samples.</param>
/// <param name="Count">Samples.</param>
/// <param name="Settings">What it was measured with.</param>
/// <param name="IsShare">Whether it is a share, 0..1, that people read in per cent.</param>
internal sealed record GeometryFigure(string Metric, double Value, Interval Interval, int Count, Dictionary<string, double> Settings, bool IsShare = false)
{
    /// <summary>The figure as a row of a card; its interval holds it, and goes no further than the figure can.</summary>
    public EvaluationRow Row(string evaluation, string features, string suffix = "", double least = double.NegativeInfinity, double most = double.PositiveInfinity) =>
        new(evaluation, features, Metric + suffix, Value, Math.Min(Value, Math.Max(Interval.Low, least)), Math.Max(Value, Math.Min(Interval.High, most)), Count, Settings, IsShare);
}
