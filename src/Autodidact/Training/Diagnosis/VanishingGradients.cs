using Autodidact.Methods;

namespace Autodidact.Training.Diagnosis;

/// <summary>Gradients all but disappear while the run should still be learning.</summary>
internal sealed class VanishingGradients : FailureMode
{
    private const int References = 3;

    private const double Least = 0.01;

    private readonly List<double> _first = [];

    public override string Name => "vanishing_gradients";

    protected override string Cause => "the objective is satisfied without learning (collapse, views that are equal), or a softmax is saturated by a temperature that is too low";

    protected override string Change => "look at the other findings first; then raise the temperature, or use stronger views";

    protected override int Looks => 3;

    protected override string? Evidence(Look look)
    {
        double norm = look[FigureNames.GradientNorm];
        if (_first.Count < References && double.IsFinite(norm))
            _first.Add(norm);
        double usual = _first.DefaultIfEmpty().Max();
        return _first.Count == References && norm < Least * usual ? $"the gradients are {Look.Text(norm)} long, {Look.Text(norm / usual)} of what they were in the first steps" : null;
    }
}
