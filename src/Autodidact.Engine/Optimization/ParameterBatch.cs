namespace Autodidact.Engine.Optimization;

/// <summary>Parameters of one group that are at the same step, with their gradients and their state: what one update works on.</summary>
public readonly ref struct ParameterBatch
{
    private readonly Tensor[][] _state;

    internal ParameterBatch(ReadOnlySpan<Tensor> parameters, ReadOnlySpan<Tensor> gradients, Tensor[][] state)
    {
        Parameters = parameters;
        Gradients = gradients;
        _state = state;
    }

    /// <summary>The tensors to change, in place.</summary>
    public ReadOnlySpan<Tensor> Parameters { get; }

    /// <summary>Gradients of the parameters, to be read only: they are what <see cref="Tensor.Gradient"/> shows.</summary>
    public ReadOnlySpan<Tensor> Gradients { get; }

    /// <summary>How many steps these parameters have taken, this one included.</summary>
    public required long Step { get; init; }

    /// <summary>The learning rate of the group.</summary>
    public required double LearningRate { get; init; }

    /// <summary>The weight decay of the group.</summary>
    public required double WeightDecay { get; init; }

    /// <summary>Whether LARS and LAMB adapt the group.</summary>
    public required bool Adapts { get; init; }

    /// <summary>State tensors of the parameters, to be changed in place; all zero before the first step.</summary>
    /// <param name="slot">Index into <see cref="Optimizer.StateNames"/>.</param>
    public ReadOnlySpan<Tensor> State(int slot) => _state[slot];

    /// <summary>Gradients of the loss with weight decay as a part of it: <c>g + weightDecay * p</c>.</summary>
    public ReadOnlySpan<Tensor> DecayedGradients() =>
        WeightDecay == 0 ? Gradients : Ops.ForeachAdd(Gradients, Parameters, WeightDecay);
}
