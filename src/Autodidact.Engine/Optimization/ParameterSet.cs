namespace Autodidact.Engine.Optimization;

// The parameters of one group with their state and their latest gradients.
internal sealed class ParameterSet
{
    private readonly Tensor[] _parameters;
    private readonly Tensor?[] _gradients;
    private readonly int _first;

    public ParameterSet(ParameterGroup group, int slots, int first)
    {
        Group = group;
        _first = first;
        _parameters = [.. group.Parameters.Select(parameter => parameter.Tensor)];
        _gradients = new Tensor?[_parameters.Length];
        State = new Tensor[slots][];
        for (int slot = 0; slot < slots; slot++) State[slot] = new Tensor[_parameters.Length];
    }

    public ParameterGroup Group { get; }

    // A row a slot, a column a parameter.
    public Tensor[][] State { get; }

    public void MakeState()
    {
        using NoGradient guard = new();
        foreach (Tensor[] slot in State)
        {
            for (int i = 0; i < slot.Length; i++)
            {
                slot[i] = _parameters[i].Clone().Own(); // A copy has the parameter's own device, type and layout.
                slot[i].ZeroInPlace();
            }
        }
    }

    public void ZeroGradients()
    {
        foreach (Tensor parameter in _parameters) parameter.Gradient = null;
    }

    // Calls the optimizer once for all parameters; where some have no gradient now or had none before, once for each
    // number of steps that those with a gradient have taken.
    public void Step(Optimizer optimizer, Span<long> steps)
    {
        bool together = true;
        for (int i = 0; i < _parameters.Length; i++)
        {
            _gradients[i] = _parameters[i].Gradient;
            if (_gradients[i] is not null) steps[_first + i]++;
            together &= _gradients[i] is not null && steps[_first + i] == steps[_first];
        }

        if (together)
        {
            if (_parameters.Length > 0) Update(optimizer, _parameters, _gradients!, State, steps[_first]);
            return;
        }

        long[] taken = steps.Slice(_first, _parameters.Length).ToArray();
        foreach (IGrouping<long, int> alike in Enumerable.Range(0, taken.Length).Where(i => _gradients[i] is not null).GroupBy(i => taken[i]))
        {
            int[] chosen = [.. alike];
            Update(optimizer, Choose(_parameters, chosen), Choose(_gradients!, chosen), Array.ConvertAll(State, slot => Choose(slot, chosen)), alike.Key);
        }
    }

    private static Tensor[] Choose(Tensor[] all, int[] chosen) => Array.ConvertAll(chosen, i => all[i]);

    private void Update(Optimizer optimizer, Tensor[] parameters, Tensor[] gradients, Tensor[][] state, long step) =>
        optimizer.Update(new ParameterBatch(parameters, gradients, state)
        {
            Step = step,
            LearningRate = (Group.FollowsSchedule ? optimizer.LearningRate : optimizer.FirstLearningRate) * Group.LearningRateScale,
            WeightDecay = optimizer.WeightDecay * Group.WeightDecayScale,
            Adapts = Group.Adapts,
        });
}
