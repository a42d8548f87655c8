using Autodidact.Engine;
using Autodidact.Engine.Distributed;
using Autodidact.Methods;

namespace Autodidact.Training;

/// <summary>
/// What a step reported, perhaps still on its way from a GPU: reading a number there waits for everything before it, so it is
/// done a step later. The numbers of several processes are averaged.
/// </summary>
/// <param name="step">The step.</param>
/// <param name="learningRate">Its learning rate.</param>
/// <param name="result">What the method said.</param>
/// <param name="world">All of its processes report the same step.</param>
/// <param name="stops">Whether this process was asked to stop.</param>
internal sealed class PendingReport(long step, double learningRate, StepResult result, World world, bool stops)
{
    private readonly List<(string Name, Tensor Value)> _values = [("loss", result.Loss.Detach().Own()), .. result.Report.Select(measure => (measure.Name, measure.Value.Detach().Own()))];
    private Dictionary<string, double>? _figures;

    public long Step => step;

    public double LearningRate => learningRate;

    public double Loss => Figures["loss"];

    /// <summary>Whether any process was asked to stop: all stop after the same step.</summary>
    public bool Stops { get; private set; } = stops;

    /// <summary>Adds what became known after the first look at the numbers.</summary>
    public void Add(IEnumerable<Measure> more)
    {
        int first = _values.Count;
        _values.AddRange(more.Select(measure => (measure.Name, measure.Value.Detach().Own())));
        if (_figures is not null && _values.Count > first)
            foreach ((string name, double value) in Read(first))
                _figures[name] = value;
    }

    /// <summary>The numbers by name. The first look waits until the device has them.</summary>
    public IReadOnlyDictionary<string, double> Figures => _figures ??= Read(0);

    private Dictionary<string, double> Read(int first)
    {
        using TensorScope scope = new();
        (string Name, Tensor Value)[] entries = [.. _values.Skip(first)];
        double[] values = [.. entries.Select(entry => entry.Value.To(ScalarType.Float64).Item<double>()), Stops ? 1 : 0];
        foreach ((_, Tensor value) in entries) value.Dispose();
        if (world.Size > 1)
        {
            Tensor shared = Tensor.From<double>(values);
            world.AllReduce(shared);
            values = [.. shared.ToArray<double>().Select(sum => sum / world.Size)];
            Stops = values[^1] > 0;
        }
        return entries.Select((entry, i) => (entry.Name, values[i])).ToDictionary();
    }
}
