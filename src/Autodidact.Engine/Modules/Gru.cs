namespace Autodidact.Engine.Modules;

/// <summary>Gated recurrent units (Cho et al. 2014, arXiv:1406.1078), PyTorch's variant: the reset gate acts behind the matrix.</summary>
public sealed class Gru(int inputs, int hidden, int layers = 1, bool bidirectional = false) : Recurrent(inputs, hidden, layers, bidirectional, gates: 3)
{
    /// <summary>The last layer's output at every step, <c>[batch, steps, directions * hidden]</c>, and the state behind the last step, <c>[layers * directions, batch, hidden]</c>.</summary>
    /// <param name="input"><c>[batch, steps, inputs]</c>.</param>
    /// <param name="state">In front of the first step; null for zeros.</param>
    public (Tensor Output, Tensor State) Forward(Tensor input, Tensor? state = null) =>
        input.Gru(state ?? Empty(input), Weights, hasBiases: true, Layers, dropout: 0, IsTraining, IsBidirectional, batchFirst: true);
}
