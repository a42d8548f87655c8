using Autodidact.Data.Loading;
using Autodidact.Data.Shapes;
using Autodidact.Data.Views;
using Autodidact.Data;
using Autodidact.Engine;
using Autodidact.Engine.Modules;
using Autodidact.Engine.Optimization;
using Autodidact.Methods;
using Autodidact.Tests.Training;

namespace Autodidact.Tests.Methods;

/// <summary>A method that learns on a few generated pictures, step by step, as the trainer drives it.</summary>
internal sealed class PrototypeRun : IDisposable
{
    public const int Samples = 26, Batch = 8, StepsPerEpoch = 3;
    private const int Size = 16;

    private readonly ViewLoader _loader;
    private readonly Sgd _optimizer;
    private long _step;

    public PrototypeRun(ImageMethodOptions options, ulong seed = 3)
    {
        TorchRuntime.Seed(seed);
        Method = options.Create(new TwoLayers(Size), new MethodContext(Samples, Batch, seed, () => new TwoLayers(Size)));
        Method.Start();
        _loader = new ViewLoader(new ShapesSource(new ShapesOptions { Count = Samples, Size = Size }, Split.Train), options.Plans(Size, new ViewOptions()), new LoaderOptions { Batch = Batch, Threads = 1 });
        _optimizer = new Sgd([.. ParameterGroups.Together(Method.NamedParameters().Where(parameter => parameter.Tensor.RequiresGradient))], 0.1, 0.9, 0);
    }

    public Method<ImageViews> Method { get; }

    /// <summary>A copy of a parameter or buffer.</summary>
    public float[] State(string name)
    {
        using TensorScope scope = new();
        return Method.NamedState().Single(entry => entry.Name == name).Tensor.ToArray<float>();
    }

    /// <summary>One pass; the figures of each step, and the samples it had.</summary>
    public IEnumerable<(Dictionary<string, double> Figures, int[] Samples)> Epoch()
    {
        foreach (ImageViews batch in _loader.Epoch((int)(_step / StepsPerEpoch)))
        {
            using (batch)
            {
                using TensorScope scope = new();
                Method.Now = new TrainingMoment(_step++, 10 * StepsPerEpoch, StepsPerEpoch);
                StepResult result = Method.Step(batch);
                result.Loss.Backward();
                Method.BeforeUpdate();
                _optimizer.Step();
                _optimizer.ZeroGradients();
                Method.AfterStep();
                Dictionary<string, double> figures = result.Report.ToDictionary(measure => measure.Name, measure => measure.Value.Item<double>());
                figures["loss"] = result.Loss.Item<double>();
                yield return (figures, [.. batch.Samples]);
            }
        }
    }

    public void Dispose()
    {
        _loader.Dispose();
        _optimizer.Dispose();
        Method.Dispose();
    }
}
