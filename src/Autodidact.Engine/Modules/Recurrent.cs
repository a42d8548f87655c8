namespace Autodidact.Engine.Modules;

/// <summary>What recurrent layers have in common: PyTorch's parameter names, order of gates and initialisation. Sequences are <c>[batch, steps, size]</c>.</summary>
public abstract class Recurrent : Module
{
    private readonly Tensor[] _parameters;

    /// <param name="inputs">Size of a step of the input.</param>
    /// <param name="hidden">Size of the state.</param>
    /// <param name="layers">Layers on top of each other.</param>
    /// <param name="bidirectional">Whether each layer also reads from the end, with weights of its own; outputs of both directions stand side by side.</param>
    /// <param name="gates">Matrices of a cell: 3 or 4.</param>
    private protected Recurrent(int inputs, int hidden, int layers, bool bidirectional, int gates)
    {
        (Hidden, Layers, IsBidirectional) = (hidden, layers, bidirectional);
        List<Tensor> parameters = [];
        for (int layer = 0; layer < layers; layer++)
        {
            int below = layer == 0 ? inputs : hidden * Directions;
            for (int direction = 0; direction < Directions; direction++)
            {
                string suffix = $"_l{layer}{(direction == 1 ? "_reverse" : "")}";
                parameters.Add(Parameter($"weight_ih{suffix}", Initialization.Uniform([gates * hidden, below], hidden)));
                parameters.Add(Parameter($"weight_hh{suffix}", Initialization.Uniform([gates * hidden, hidden], hidden)));
                parameters.Add(Parameter($"bias_ih{suffix}", Initialization.Uniform([gates * hidden], hidden)));
                parameters.Add(Parameter($"bias_hh{suffix}", Initialization.Uniform([gates * hidden], hidden)));
            }
        }
        _parameters = [.. parameters];
    }

    /// <summary>Size of the state of one direction.</summary>
    public int Hidden { get; }

    private protected int Layers { get; }

    private protected bool IsBidirectional { get; }

    private protected ReadOnlySpan<Tensor> Weights => _parameters;

    private int Directions => IsBidirectional ? 2 : 1;

    private protected Tensor Empty(Tensor input) => Tensor.Zeros([Layers * Directions, input.Size(0), Hidden], input.Type, input.Device);
}
