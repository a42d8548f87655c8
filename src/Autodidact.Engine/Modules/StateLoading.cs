namespace Autodidact.Engine.Modules;

// Copies saved tensors into those of the same names, all or none.
internal static class StateLoading
{
    public static void Copy(IReadOnlyDictionary<string, Tensor> state, IEnumerable<NamedTensor> targets, bool strict, string complaint)
    {
        List<string> problems = [];
        List<(Tensor Target, Tensor Source)> copies = [];
        HashSet<string> known = [];
        foreach ((string name, Tensor target) in targets)
        {
            known.Add(name);
            if (!state.TryGetValue(name, out Tensor? source))
            {
                // Weights from before PyTorch counted batches, or exported without the counts, are whole all the same.
                if (strict && !name.EndsWith("num_batches_tracked", StringComparison.Ordinal)) problems.Add($"'{name}' is missing");
            }
            else if (!source.Shape.AsSpan().SequenceEqual(target.Shape))
            {
                problems.Add($"'{name}' is [{string.Join(", ", source.Shape)}], but should be [{string.Join(", ", target.Shape)}]");
            }
            else
            {
                copies.Add((target, source));
            }
        }
        if (strict) problems.AddRange(state.Keys.Where(name => !known.Contains(name)).Select(name => $"'{name}' is unknown"));
        if (problems.Count > 0) throw new StateMismatchException(complaint, problems);
        using TensorScope scope = new();
        using NoGradient guard = new();
        foreach ((Tensor target, Tensor source) in copies) target.CopyInPlace(source);
    }
}
