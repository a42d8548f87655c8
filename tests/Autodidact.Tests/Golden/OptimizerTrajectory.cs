using Autodidact.Engine;
using Autodidact.Engine.Modules;
using Autodidact.Engine.Optimization;

namespace Autodidact.Tests.Golden;

/// <summary>
/// The network of the optimizer cases, <c>tanh(gamma * normalise(x w1' + b1)) w2' + b2</c> (normalised over the hidden units,
/// epsilon 1e-5) under the mean squared error, and its way down.
/// </summary>
/// <param name="split">Puts the parameters into groups.</param>
/// <param name="maximumNorm">What the gradients are clipped to before each step.</param>
internal sealed class OptimizerTrajectory(
    GoldenCase golden, Func<IEnumerable<NamedTensor>, ParameterGroup[]> split, Func<ParameterGroup[], Optimizer> make, double maximumNorm)
{
    private const int Unrollings = 100;

    private readonly string[] _names = ["w1", "b1", "gamma", "w2", "b2"];
    private readonly int _steps = golden.Integer("steps");

    /// <summary>Takes all steps and holds losses, first gradients and parameters after every step against the case.</summary>
    public void Follow(ScalarType type, double tolerance)
    {
        using TensorScope scope = new();
        Dictionary<string, Tensor> parameters = Leaves(Start(), type);
        using Optimizer optimizer = Make(parameters);
        double[]? rates = golden.Has("lr_per_step") ? golden.Numbers("lr_per_step") : null;
        for (int step = 0; step < _steps; step++)
        {
            optimizer.LearningRate = rates?[step] ?? optimizer.LearningRate;
            optimizer.ZeroGradients();
            Tensor loss = Loss(parameters, type);
            golden.Check($"output/loss_{step}", loss.Item<double>(), tolerance);
            loss.Backward();
            if (step == 0)
            {
                foreach (string name in _names) golden.Check($"output/grad0/{name}", parameters[name].Gradient!.ToArray<double>(), tolerance);
            }

            Clip(parameters);
            optimizer.Step();
            foreach (string name in _names) golden.Check($"output/step{step}/{name}", parameters[name].ToArray<double>(), tolerance);
        }
    }

    private Tensor Loss(Dictionary<string, Tensor> parameters, ScalarType type)
    {
        Tensor hidden = Ops.Linear(Input("x", type), parameters["w1"], parameters["b1"]);
        hidden = hidden.LayerNorm([hidden.Size(-1)], parameters["gamma"]).Tanh();
        return (Ops.Linear(hidden, parameters["w2"], parameters["b2"]) - Input("y", type)).Square().Mean();
    }

    private Tensor Input(string name, ScalarType type) => Tensor.From(golden.Input(name).Values, golden.Input(name).Shape).To(type);

    // Some files hold, as weights, the parameters after the last step and not those before the first. The latter follow from
    // the first step: they are what the step leads from to the recorded parameters, given the recorded gradients, found by
    // taking the step from a guess and moving the guess by what was missed. That they give the recorded loss and gradients
    // (which is checked like all else) shows that the step is right.
    private Dictionary<string, double[]> Start()
    {
        Dictionary<string, double[]> start = _names.ToDictionary(name => name, name => golden.Weight(name).Values);
        if (!_names.All(name => Distance(start[name], golden.Expected($"output/step{_steps - 1}/{name}").Values) < 1e-4)) return start;
        start = _names.ToDictionary(name => name, name => golden.Expected($"output/step0/{name}").Values);
        for (int i = 0; i < Unrollings; i++)
        {
            using TensorScope scope = new();
            Dictionary<string, Tensor> parameters = Leaves(start, ScalarType.Float64);
            using Optimizer optimizer = Make(parameters);
            if (golden.Has("lr_per_step")) optimizer.LearningRate = golden.Numbers("lr_per_step")[0];
            foreach (string name in _names)
                parameters[name].Gradient = Tensor.From(golden.Expected($"output/grad0/{name}").Values, golden.Weight(name).Shape);
            Clip(parameters);
            optimizer.Step();
            foreach (string name in _names)
            {
                double[] missed = [.. golden.Expected($"output/step0/{name}").Values.Zip(parameters[name].ToArray<double>(), (wanted, reached) => wanted - reached)];
                start[name] = [.. start[name].Zip(missed, (guess, difference) => guess + difference)];
            }
        }

        return start;
    }

    private static double Distance(double[] a, double[] b) => a.Zip(b, (x, y) => Math.Abs(x - y)).Max();

    private Dictionary<string, Tensor> Leaves(Dictionary<string, double[]> values, ScalarType type) => _names.ToDictionary(name => name, name =>
    {
        Tensor leaf = Tensor.From(values[name], golden.Weight(name).Shape).To(type);
        leaf.RequiresGradient = true;
        return leaf;
    });

    private Optimizer Make(Dictionary<string, Tensor> parameters) => make(split(_names.Select(name => new NamedTensor(name, parameters[name]))));

    private void Clip(Dictionary<string, Tensor> parameters)
    {
        if (double.IsFinite(maximumNorm)) Gradients.Clip(parameters.Values, maximumNorm);
    }
}
