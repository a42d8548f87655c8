namespace Autodidact.Engine.Modules;

/// <summary>Long short-term memory (Hochreiter and Schmidhuber 1997) with forget gates (Gers et al. 2000).</summary>
public sealed class Lstm(int inputs, int hidden, int layers = 1, bool bidirectional = false) : Recurrent(inputs, hidden, layers, bidirectional, gates: 4)
{
    /// <summary>
    /// The last layer's output at every step, <c>[batch, steps, directions * hidden]</c>, and behind the last step the state and the cells, <c>[layers * directions, batch, hidden]</c>
    /// each.
    /// </summary>
    /// <param name="input"><c>[batch, steps, inputs]</c>.</param>
    /// <param name="state">In front of the first step; null for zeros.</param>
    /// <param name="cells">In front of the first step; null for zeros.</param>
    public (Tensor Output, Tensor State, Tensor Cells) Forward(Tensor input, Tensor? state = null, Tensor? cells = null) =>
        input.Lstm([state ?? Empty(input), cells ?? Empty(input)], Weights, hasBiases: true, Layers, dropout: 0, IsTraining, IsBidirectional, batchFirst: true);
}
