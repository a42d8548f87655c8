using Autodidact.Engine;
using Autodidact.Engine.Modules;
using Autodidact.Methods;
using Autodidact.Models;

namespace Autodidact.Tests.Training;

/// <summary>Learns y = 2x from noisy answers. The noise comes from the engine's generator and a count is kept, so that it only resumes when both do.</summary>
internal sealed class LineMethod : Method<LineBatch>
{
    private readonly Tensor _seen;

    public LineMethod() : base(new Line())
    {
        Child("backbone", Backbone);
        _seen = Buffer("seen", Tensor.Zeros([1]));
    }

    public double Seen => _seen.ToArray<float>()[0];

    public float[] Weights => [.. Parameters().SelectMany(parameter => parameter.ToArray<float>())];

    public override StepResult Step(LineBatch batch)
    {
        Tensor points = batch.Points;
        Tensor error = Backbone.Forward(points) - (points * 2.0) - (Tensor.Randn([batch.Batch, 1]) * 0.1);
        return new StepResult((error * error).Mean(), new Measure("bias", Backbone.Parameters().Last().Detach().Mean()));
    }

    public override void AfterStep()
    {
        using NoGradient guard = new();
        _seen.AddInPlace(Tensor.Ones([1]));
    }

    private sealed class Line : Backbone
    {
        private readonly Linear _line;

        public Line() => _line = Child("line", new Linear(1, 1));

        public override int FeatureSize => 1;

        public override Tensor Forward(Tensor input) => _line.Forward(input);
    }
}
