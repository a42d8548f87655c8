using Autodidact.Engine;
using Autodidact.Methods;

namespace Autodidact.Training;

/// <summary>
/// What a step reported, perhaps still on its way from a GPU: reading a number there waits for everything before it, so it is
/// done a step later.
/// </summary>
internal sealed class PendingReport(long step, double learningRate, StepResult result)
{
    private readonly (string Name, Tensor Value)[] _values = [("loss", result.Loss.Detach().Own()), .. result.Report.Select(measure => (measure.Name, measure.Value.Detach().Own()))];
    private Dictionary<string, double>? _figures;

    public long Step => step;

    public double LearningRate => learningRate;

    public double Loss => Figures["loss"];

    /// <summary>The numbers by name. The first look waits until the device has them.</summary>
    public IReadOnlyDictionary<string, double> Figures => _figures ??= Read();

    private Dictionary<string, double> Read()
    {
        using TensorScope scope = new();
        Dictionary<string, double> figures = [];
        foreach ((string name, Tensor value) in _values)
        {
            figures[name] = value.To(ScalarType.Float64).Item<double>();
            value.Dispose();
        }
        return figures;
    }
}
