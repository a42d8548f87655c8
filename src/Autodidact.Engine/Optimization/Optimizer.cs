using Autodidact.Engine.Modules;

namespace Autodidact.Engine.Optimization;

/// <summary>
/// Changes parameters along their gradients. Learning rate, weight decay and momentum may be set before each step, which is
/// how schedules drive them. Parameters without a gradient are left alone, and their state too, as in PyTorch.
/// </summary>
/// <remarks>
/// State is made at the first step (or when it is asked for), outside all tensor scopes, each tensor on the device and with
/// the element type and layout of its parameter: move the network and lay it out first. Belongs to one thread.
/// </remarks>
public abstract class Optimizer : IDisposable
{
    private const string StepName = "step";

    private readonly ParameterSet[] _sets;
    private Tensor? _steps;

    /// <param name="stateNames">PyTorch's names of the state tensors that each parameter has.</param>
    /// <exception cref="ArgumentException">Two parameters have the same name, a group's scale is negative, or there is no parameter.</exception>
    protected Optimizer(
        IEnumerable<ParameterGroup> groups, double learningRate, double weightDecay, double momentum, params ReadOnlySpan<string> stateNames)
    {
        StateNames = stateNames.ToArray();
        Groups = [.. groups];
        LearningRate = FirstLearningRate = learningRate;
        WeightDecay = weightDecay;
        Momentum = momentum;
        HashSet<string> names = [];
        foreach (ParameterGroup group in Groups)
        {
            if (!(group.LearningRateScale >= 0) || !(group.WeightDecayScale >= 0))
                throw new ArgumentException($"The scales of the parameter group '{group.Name}' must not be negative.", nameof(groups));
            if (group.Parameters.FirstOrDefault(parameter => !names.Add(parameter.Name)) is { Tensor: not null } twice)
                throw new ArgumentException($"The parameter '{twice.Name}' is given twice; state is kept by name, so names must be unique.", nameof(groups));
        }

        if (names.Count == 0) throw new ArgumentException("There is no parameter to optimize.", nameof(groups));
        int first = 0;
        _sets = new ParameterSet[Groups.Count];
        for (int i = 0; i < _sets.Length; first += Groups[i++].Parameters.Count) _sets[i] = new ParameterSet(Groups[i], StateNames.Count, first);
    }

    /// <summary>What the parameters were given as.</summary>
    public IReadOnlyList<ParameterGroup> Groups { get; }

    /// <summary>Names of the state tensors that each parameter has.</summary>
    public IReadOnlyList<string> StateNames { get; }

    /// <summary>The learning rate it was made with.</summary>
    public double FirstLearningRate { get; }

    /// <summary>Step size of the next step, at least 0; groups scale it.</summary>
    public double LearningRate
    {
        get;
        set => field = Valid(value, value >= 0, nameof(LearningRate), "a number of at least 0");
    }

    /// <summary>Weight decay of the next step, at least 0; groups scale it.</summary>
    public double WeightDecay
    {
        get;
        set => field = Valid(value, value >= 0, nameof(WeightDecay), "a number of at least 0");
    }

    /// <summary>Share of the past in the direction of the next step, in [0, 1): momentum, or the first beta of Adam and its kin.</summary>
    public double Momentum
    {
        get;
        set => field = Valid(value, value is >= 0 and < 1, nameof(Momentum), "at least 0 and less than 1");
    }

    /// <summary>Takes one step along the gradients that the parameters hold now.</summary>
    public void Step()
    {
        Tensor steps = EnsureState();
        using TensorScope scope = new();
        using NoGradient guard = new();
        Span<long> taken = steps.AsSpan<long>();
        foreach (ParameterSet set in _sets) set.Step(this, taken);
    }

    /// <summary>Takes the gradients away from all parameters, so that the next backward starts anew.</summary>
    public void ZeroGradients()
    {
        foreach (ParameterSet set in _sets) set.ZeroGradients();
    }

    /// <summary>
    /// All that must be saved to continue: <c>PARAMETER.STATE</c> for each parameter and state, and <c>step</c>, the number
    /// of steps that each parameter has taken, <c>[parameters]</c>. The tensors are the optimizer's own.
    /// </summary>
    public IEnumerable<NamedTensor> NamedState()
    {
        Tensor steps = EnsureState();
        for (int set = 0; set < _sets.Length; set++)
        {
            for (int i = 0; i < Groups[set].Parameters.Count; i++)
            {
                for (int slot = 0; slot < StateNames.Count; slot++)
                    yield return new($"{Groups[set].Parameters[i].Name}.{StateNames[slot]}", _sets[set].State[slot][i]);
            }
        }

        yield return new(StepName, steps);
    }

    /// <summary>Continues from a saved <see cref="NamedState"/>; learning rate and the like are set by whoever drives them.</summary>
    /// <exception cref="StateMismatchException">Names or shapes do not fit; all of them are named, and nothing was changed.</exception>
    public void LoadState(IReadOnlyDictionary<string, Tensor> state) =>
        StateLoading.Copy(state, NamedState(), strict: true, "The optimizer's state does not fit its parameters");

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Changes the parameters of one batch; gradient recording is off, and a scope frees what is made.</summary>
    protected internal abstract void Update(ParameterBatch batch);

    /// <summary>Frees the state; the parameters are not the optimizer's.</summary>
    protected virtual void Dispose(bool disposing)
    {
        if (_steps is null) return;
        foreach (NamedTensor state in NamedState().ToArray()) state.Tensor.Dispose();
    }

    private protected static double Valid(double value, bool isAllowed, string name, string allowed) =>
        isAllowed && double.IsFinite(value) ? value : throw new ArgumentOutOfRangeException(name, value, $"{name} must be {allowed}.");

    private Tensor EnsureState()
    {
        if (_steps is not null) return _steps;
        foreach (ParameterSet set in _sets) set.MakeState();
        return _steps = Tensor.Zeros([Groups.Sum(group => group.Parameters.Count)], ScalarType.Int64).Own();
    }
}
