using Autodidact.Engine;
using Autodidact.Engine.Modules;

namespace Autodidact.Models;

/// <summary>
/// A restricted Boltzmann machine of binary units (Smolensky 1986; Hinton 2002, Training products of experts by minimizing contrastive divergence): energy
/// <c>-h W v - b_hidden h - b_visible v</c>.
/// </summary>
public sealed class BoltzmannMachine : Module
{
    private const int MostHidden = 20;
    private const double FirstWeights = 0.01;

    private readonly Tensor _weight, _hidden, _visible;

    /// <param name="visible">Units that data are put into.</param>
    /// <param name="hidden">Units that say what is in them.</param>
    public BoltzmannMachine(long visible, long hidden)
    {
        using NoGradient guard = new();
        _weight = Parameter("W", Tensor.Randn([hidden, visible]) * FirstWeights);
        _hidden = Parameter("b_hidden", Tensor.Zeros([hidden]));
        _visible = Parameter("b_visible", Tensor.Zeros([visible]));
    }

    /// <summary>How likely each hidden unit is 1, <c>[batch, visible]</c> to <c>[batch, hidden]</c>.</summary>
    public Tensor Hidden(Tensor visible) => Ops.Linear(visible, _weight, _hidden).Sigmoid();

    /// <summary>How likely each visible unit is 1, <c>[batch, hidden]</c> to <c>[batch, visible]</c>.</summary>
    public Tensor Visible(Tensor hidden) => (hidden.Matmul(_weight) + _visible).Sigmoid();

    /// <summary>Units that are 1 where an even draw lies below their probability.</summary>
    /// <param name="probabilities">0 to 1.</param>
    /// <param name="draws">Even draws of the same shape, 0 to below 1.</param>
    public static Tensor Drawn(Tensor probabilities, Tensor draws) => (probabilities - draws).Gt(0).To(probabilities.Type);

    /// <summary>The energy of visible units with all hidden ones summed over, <c>[batch, visible]</c> to <c>[batch]</c>: the lower, the likelier.</summary>
    public Tensor FreeEnergy(Tensor visible) =>
        (visible.Matmul(_visible.Unsqueeze(1)).Squeeze(1) + Summed(Ops.Linear(visible, _weight, _hidden))).Neg();

    /// <summary>The logarithm of what exp(-energy) sums to over all states, by counting them through.</summary>
    /// <exception cref="InvalidOperationException">There are more than 20 hidden units.</exception>
    public Tensor LogPartition()
    {
        long units = _hidden.Size(0);
        if (units > MostHidden) throw new InvalidOperationException($"{units} hidden units have too many states to count through; at most {MostHidden} can be.");
        float[] states = new float[units << (int)units];
        for (int i = 0; i < states.Length; i++) states[i] = (i / (int)units) >> (i % (int)units) & 1;
        Tensor hidden = Tensor.From(states, 1L << (int)units, units).To(_weight.Type);
        return (hidden.Matmul(_hidden.Unsqueeze(1)).Squeeze(1) + Summed(hidden.Matmul(_weight) + _visible)).Logsumexp([0L]);
    }

    /// <summary>
    /// The likelihood's slope by what the machine itself draws: correlations of data less those of the model, means over the batch. Draws that began at the data give
    /// contrastive divergence, those of a chain that goes on from step to step persistent contrastive divergence (Tieleman 2008).
    /// </summary>
    /// <param name="data"><c>[batch, visible]</c>.</param>
    /// <param name="model">Visible units as the machine drew them, <c>[batch, visible]</c>.</param>
    public (Tensor Weight, Tensor Hidden, Tensor Visible) Slope(Tensor data, Tensor model)
    {
        using NoGradient guard = new();
        Tensor seen = Hidden(data), made = Hidden(model);
        return ((seen.T().Matmul(data) / data.Size(0)) - (made.T().Matmul(model) / model.Size(0)), seen.Mean([0]) - made.Mean([0]), data.Mean([0]) - model.Mean([0]));
    }

    /// <summary>Goes up that slope.</summary>
    /// <param name="data"><c>[batch, visible]</c>.</param>
    /// <param name="model"><c>[batch, visible]</c>.</param>
    /// <param name="rate">The learning rate.</param>
    public void Learn(Tensor data, Tensor model, double rate)
    {
        using TensorScope scope = new();
        using NoGradient guard = new();
        (Tensor weight, Tensor hidden, Tensor visible) = Slope(data, model);
        _weight.AddInPlace(weight, rate);
        _hidden.AddInPlace(hidden, rate);
        _visible.AddInPlace(visible, rate);
    }

    private static Tensor Summed(Tensor inputs) => inputs.Softplus().Sum([1L]);
}
