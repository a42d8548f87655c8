using Autodidact.Data;
using Autodidact.Data.Loading;
using Autodidact.Data.Shapes;
using Autodidact.Data.Views;
using Autodidact.Engine;
using Autodidact.Engine.Distributed;
using Autodidact.Engine.Modules;
using Autodidact.Engine.Optimization;
using Autodidact.Methods;
using Autodidact.Models;
using Autodidact.Tests.Training;
using Autodidact.Training;

namespace Autodidact.Tests.Methods;

/// <summary>A method on generated pictures in fp64, for a few steps of plain gradient descent.</summary>
internal sealed class MethodRig : IDisposable
{
    public const int Batch = 8, Size = 16, Samples = 3 * Batch;

    private static readonly Lock s_generator = new();

    private readonly World _world;
    private readonly ViewLoader _loader;
    private readonly GradientReducer? _reducer;
    private readonly Sgd _optimizer;
    private readonly Backpropagation<ImageViews> _backpropagation;
    private long _step;

    public MethodRig(ImageMethodOptions options, Func<Backbone> backbone, World? world = null, int chunks = 1)
    {
        _world = world ?? World.Alone;
        lock (s_generator)      // ranks are threads here, and the generator is the process's
        {
            TorchRuntime.Seed(3);
            Method = Wide.Widen(options.Create(backbone(), new MethodContext(Samples, Batch, Seed: 3, backbone) { Classes = Enum.GetNames<ShapeKind>().Length }));
        }
        Method.Start();
        _loader = new(new ShapesSource(new ShapesOptions { Count = Samples, Size = Size }, Split.Train), options.Plans(Size, new ViewOptions()), new LoaderOptions { Batch = Batch, Threads = 1, Rank = _world.Rank, Processes = _world.Size, Labels = options.ReadsLabels });
        Tensor[] learned = [.. Method.Parameters().Where(parameter => parameter.RequiresGradient)];
        _reducer = _world.Reducer(learned, bucketBytes: 4096);
        _optimizer = new([new ParameterGroup("all", [.. Method.NamedParameters().Where(parameter => parameter.Tensor.RequiresGradient)])], 0.1);
        _backpropagation = new(Method, chunks, Device.Cpu, ScalarType.Float32) { BeforeLastBackward = _reducer is null ? null : _reducer.Prepare };
    }

    public Method<ImageViews> Method { get; }

    /// <summary>Those of the last step, by the names of parameters.</summary>
    public Dictionary<string, double[]> Gradients { get; private set; } = [];

    /// <summary>Takes steps, and gives losses and figures of each.</summary>
    public List<Dictionary<string, double>> Take(int steps)
    {
        List<Dictionary<string, double>> seen = [];
        foreach (ImageViews batch in _loader.Epoch(0, startStep: (int)_step).Take(steps))
        {
            using (batch)
            {
                using TensorScope scope = new();
                Method.Now = new(_step++, 9, 3, Watched: true);
                StepResult result = _backpropagation.Run(batch);
                seen.Add(new PendingReport(_step, 0, result, _world, stops: false).Figures.ToDictionary());
                Gradients = Method.NamedParameters().Where(parameter => parameter.Tensor.Gradient is not null).ToDictionary(parameter => parameter.Name, parameter => parameter.Tensor.Gradient!.ToArray<double>());
                Method.BeforeUpdate();
                _optimizer.Step();
                _optimizer.ZeroGradients();
                Method.AfterStep();
            }
        }
        return seen;
    }

    public double[] Buffer(string name) => Method.NamedBuffers().Single(buffer => buffer.Name == name).Tensor.ToArray<double>();

    public Dictionary<string, double[]> State() => Method.NamedState().ToDictionary(entry => entry.Name, entry => entry.Tensor.ToArray<double>());

    public void Dispose()
    {
        _optimizer.Dispose();
        _reducer?.Dispose();
        _loader.Dispose();
        Method.Dispose();
    }
}
