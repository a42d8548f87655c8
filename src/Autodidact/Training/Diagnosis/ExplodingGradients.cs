using Autodidact.Methods;

namespace Autodidact.Training.Diagnosis;

/// <summary>Gradients grow far beyond what they were.</summary>
internal sealed class ExplodingGradients : FailureMode
{
    private const int References = 5, LeastReferences = 2;

    private const double Most = 100;

    private readonly List<double> _first = [];

    public override string Name => "exploding_gradients";

    protected override string Cause => "a learning rate that is too high for a network or an objective without bounds, or numbers of 16 bits that overflow";

    protected override string Change => "lower the learning rate, lengthen the warm-up (schedule.warmup_epochs), or set optimizer.clip_norm";

    protected override int Looks => 2;

    protected override string? Evidence(Look look)
    {
        double norm = look[FigureNames.GradientNorm], usual = _first.Order().ElementAtOrDefault(_first.Count / 2);
        bool explodes = _first.Count >= LeastReferences && norm > Most * usual;
        if (_first.Count < References && !explodes && double.IsFinite(norm))
            _first.Add(norm);
        return explodes ? $"the gradients are {Look.Text(norm)} long, {Look.Text(norm / usual)} times as long as in the first steps" : null;
    }
}
