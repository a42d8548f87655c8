using Autodidact.Engine;
using Autodidact.Engine.Modules;
using Autodidact.Methods;

namespace Autodidact.Training;

/// <summary>How long gradients and steps are, for all weights and for each part of a method. Made before the optimizer's step, read after it.</summary>
internal sealed class UpdateFigures : IDisposable
{
    private readonly TensorScope _scope = new();
    private readonly (string Name, Tensor[] Parameters, Tensor[] Before, Tensor Gradient)[] _parts;

    public UpdateFigures(Module method)
    {
        using NoGradient guard = new();
        // A teacher's weights have no gradient; biases and scales are few and, starting at 0, say nothing as a ratio.
        NamedTensor[] learned = [.. method.NamedParameters().Where(entry => entry.Tensor is { RequiresGradient: true, Rank: > 1, Gradient: not null })];
        _parts = [.. learned.GroupBy(entry => entry.Name.Split('.')[0]).Select(part => Part(part.Key, [.. part.Select(entry => entry.Tensor)]))];
    }

    /// <summary>The figures, in the tensor scope that was open when this was made.</summary>
    public IEnumerable<Measure> Read()
    {
        if (_parts.Length == 0) return [];
        using NoGradient guard = new();
        List<Measure> figures = [];
        Tensor gradient = Norm(_parts.Select(part => part.Gradient)), step, weights;
        (Tensor Step, Tensor Weights)[] lengths = [.. _parts.Select(part => (Norm(Ops.ForeachNorm(Ops.ForeachSub(part.Parameters, part.Before))), Norm(Ops.ForeachNorm(part.Before))))];
        (step, weights) = (Norm(lengths.Select(part => part.Step)), Norm(lengths.Select(part => part.Weights)));
        figures.Add(new(FigureNames.GradientNorm, gradient));
        figures.Add(new(FigureNames.UpdateRatio, step / weights.ClampMin(1e-30)));
        for (int i = 0; i < _parts.Length && _parts.Length > 1; i++)
        {
            figures.Add(new($"{FigureNames.GradientNorm}_{_parts[i].Name}", _parts[i].Gradient));
            figures.Add(new($"{FigureNames.UpdateRatio}_{_parts[i].Name}", lengths[i].Step / lengths[i].Weights.ClampMin(1e-30)));
        }
        return figures;
    }

    public void Dispose() => _scope.Dispose();

    private static (string, Tensor[], Tensor[], Tensor) Part(string name, Tensor[] parameters) =>
        (name, parameters, [.. parameters.Select(parameter => parameter.Detach().Clone())], Norm(Ops.ForeachNorm([.. parameters.Select(parameter => parameter.Gradient!)])));

    private static Tensor Norm(IEnumerable<Tensor> lengths) => Ops.Stack([.. lengths]).LinalgVectorNorm(2);
}
