using Autodidact.Engine;
using Autodidact.Methods;
using Autodidact.Methods.Distillation;
using Autodidact.Tests.Support;
using Xunit;

namespace Autodidact.Tests.Methods;

/// <summary>What DINO carries from step to step, and the two forces that hold it up.</summary>
[Collection(EngineState.Name)]
public sealed class DinoTests
{
    private static readonly DinoOptions s_small = new() { Outputs = 12, HiddenSize = 8, BottleneckSize = 4, HeadBatchNorm = false, BottleneckBatchNorm = false, FreezeLastLayerEpochs = 1, LocalViews = 1 };

    [Fact]
    public void The_teacher_begins_as_the_student_and_follows_it()
    {
        using PrototypeRun run = new(s_small with { TeacherMomentum = 0.5, FinalTeacherMomentum = 0.5 });
        float[] before = run.State("teacher.first.weight");
        Assert.Equal(run.State("backbone.first.weight"), before);
        Assert.Equal(run.State("head.last_layer.weight_v"), run.State("teacher_head.last_layer.weight_v"));
        _ = run.Epoch().First();
        float[] student = run.State("backbone.first.weight"), after = run.State("teacher.first.weight");
        Assert.NotEqual(before, after);
        for (int i = 0; i < after.Length; i++) Assert.Equal((before[i] + student[i]) / 2, after[i], 1e-6);
    }

    [Fact]
    public void The_teacher_s_backbone_is_kept_unless_told_otherwise()
    {
        using PrototypeRun teacher = new(s_small), student = new(s_small with { KeepTeacher = false });
        Assert.NotSame(teacher.Method.Backbone, teacher.Method.Kept);
        Assert.Same(student.Method.Backbone, student.Method.Kept);
        Assert.All(teacher.Method.Kept.Parameters(), parameter => Assert.False(parameter.RequiresGradient));
    }

    [Fact]
    public void The_last_layer_stays_for_the_first_pass()
    {
        using PrototypeRun run = new(s_small);
        float[] first = run.State("head.last_layer.weight_v");
        _ = run.Epoch().ToArray();
        Assert.Equal(first, run.State("head.last_layer.weight_v"));
        Assert.NotEqual(run.State("teacher.first.weight"), run.State("backbone.first.weight"));
        _ = run.Epoch().ToArray();
        Assert.NotEqual(first, run.State("head.last_layer.weight_v"));
    }

    [Fact]
    public void The_centre_is_the_moving_mean_and_its_drift_settles()
    {
        using PrototypeRun run = new(s_small);
        Assert.All(run.State("centre.mean"), value => Assert.Equal(0, value));
        double[] drifts = [.. run.Epoch().Concat(run.Epoch()).Select(step => step.Figures[FigureNames.CentreDrift])];
        Assert.Equal(1, drifts[0], 1e-5);
        Assert.True(drifts[^1] < 0.5, $"the centre still drifts by {drifts[^1]}");
        Assert.Contains(run.State("centre.mean"), value => value != 0);
    }

    [Fact]
    public void Without_sharpening_the_teacher_knows_nothing_and_with_it_something()
    {
        using PrototypeRun warm = new(s_small with { TeacherTemperature = 10, WarmupTeacherTemperature = 10 }), sharp = new(s_small);
        Assert.Equal(Math.Log(12), warm.Epoch().First().Figures[FigureNames.TeacherEntropy], 0.01);
        Assert.True(sharp.Epoch().First().Figures[FigureNames.TeacherEntropy] < Math.Log(12) - 0.1);
    }

    [Fact]
    public void Without_centring_the_same_outputs_win_everywhere()
    {
        using PrototypeRun centred = new(s_small with { CentreMomentum = 0 }), free = new(s_small with { Centering = false });
        double With(PrototypeRun run) => run.Epoch().ToArray()[^1].Figures[FigureNames.TeacherDivergence];
        Assert.True(With(free) > With(centred) + 0.1);
    }

    [Fact]
    public void The_teacher_s_temperature_rises_over_its_first_passes()
    {
        DinoOptions options = new() { WarmupTeacherTemperature = 0.04, TeacherTemperature = 0.07, WarmupTeacherEpochs = 4 };
        Assert.Equal([0.04, 0.05, 0.06, 0.07, 0.07], Enumerable.Range(0, 5).Select(epoch => options.TeacherTemperatures().At(epoch)), (one, other) => Math.Abs(one - other) < 1e-12);
    }
}
