using System.Globalization;

namespace Autodidact.Engine.Modules;

/// <summary>
/// A tree of named parameters and buffers. Names and order are PyTorch's (<c>layer1.0.conv1.weight</c>), so that published
/// weights fit. What it holds lives outside all tensor scopes until it is disposed.
/// </summary>
public abstract class Module : IDisposable
{
    private readonly List<NamedTensor> _parameters = [];
    private readonly List<NamedTensor> _buffers = [];
    private readonly List<(string Name, Module Module)> _children = [];
    private bool _training = true;

    /// <summary>Whether batch norm uses the batch's own statistics, dropout drops, and so on. True at first.</summary>
    public bool IsTraining => _training;

    /// <summary>Trainable tensors of this module and all below, in PyTorch's order.</summary>
    public IEnumerable<NamedTensor> NamedParameters(string prefix = "") =>
        Walk(prefix).SelectMany(entry => entry.Module._parameters.Select(p => new NamedTensor(entry.Prefix + p.Name, p.Tensor)));

    /// <summary>State that is kept but not trained, such as batch norm's running statistics.</summary>
    public IEnumerable<NamedTensor> NamedBuffers(string prefix = "") =>
        Walk(prefix).SelectMany(entry => entry.Module._buffers.Select(b => new NamedTensor(entry.Prefix + b.Name, b.Tensor)));

    /// <summary>Everything that must be saved: parameters and buffers, module by module.</summary>
    public IEnumerable<NamedTensor> NamedState(string prefix = "") =>
        Walk(prefix).SelectMany(entry =>
            entry.Module._parameters.Concat(entry.Module._buffers).Select(t => new NamedTensor(entry.Prefix + t.Name, t.Tensor)));

    /// <summary>This module and those below it that are of a kind.</summary>
    public IEnumerable<T> Below<T>() where T : Module => Walk("").Select(entry => entry.Module).OfType<T>();

    public IEnumerable<Tensor> Parameters() => NamedParameters().Select(p => p.Tensor);

    public long ParameterCount => Parameters().Sum(p => p.ElementCount);

    /// <summary>Switches this module and all below to training or to evaluation.</summary>
    public void Train(bool training = true)
    {
        foreach ((_, Module module) in Walk("")) module._training = training;
    }

    public void Evaluate() => Train(false);

    /// <summary>Copies values into the parameters and buffers of the same names.</summary>
    /// <param name="state">Tensors by name; other element types and devices are converted.</param>
    /// <param name="strict">Whether missing and unexpected names are an error.</param>
    /// <exception cref="StateMismatchException">Names (when strict) or shapes do not fit; all of them are named.</exception>
    public void LoadState(IReadOnlyDictionary<string, Tensor> state, bool strict = true) =>
        StateLoading.Copy(state, NamedState(), strict, "The weights do not fit the network");

    /// <summary>Moves all tensors to a device; parameters stay the same objects.</summary>
    public void To(Device device) => Rewrite(tensor => tensor.To(device));

    /// <summary>Lays the weights of convolutions out for channels-last pictures, which convolutions run fastest on.</summary>
    public void ToChannelsLast() => Rewrite(tensor => tensor.Rank == 4 ? tensor.ChannelsLast() : tensor);

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        foreach ((_, Tensor tensor) in NamedState().ToArray()) tensor.Dispose();
    }

    /// <summary>Adds a trainable tensor under PyTorch's name and takes it out of all scopes.</summary>
    protected Tensor Parameter(string name, Tensor initial)
    {
        initial.RequiresGradient = true;
        _parameters.Add(new(name, initial.Own()));
        return initial;
    }

    /// <summary>Adds a tensor that is saved but not trained.</summary>
    protected Tensor Buffer(string name, Tensor initial)
    {
        _buffers.Add(new(name, initial.Own()));
        return initial;
    }

    /// <summary>Adds a module below this one; with an empty name its tensors appear as if they were this module's own.</summary>
    protected T Child<T>(string name, T module) where T : Module
    {
        _children.Add((name, module));
        return module;
    }

    /// <summary>Adds modules of one kind below this one, named 0, 1, 2, ... behind <paramref name="name"/> as in PyTorch.</summary>
    protected T[] Children<T>(string name, int count, Func<int, T> make) where T : Module
    {
        ArgumentNullException.ThrowIfNull(make);
        return [.. Enumerable.Range(0, count).Select(i => Child($"{name}.{i.ToString(CultureInfo.InvariantCulture)}", make(i)))];
    }

    private IEnumerable<(string Prefix, Module Module)> Walk(string prefix)
    {
        yield return (prefix, this);
        foreach ((string name, Module child) in _children)
        {
            foreach ((string, Module) entry in child.Walk(name.Length == 0 ? prefix : $"{prefix}{name}.")) yield return entry;
        }
    }

    private void Rewrite(Func<Tensor, Tensor> change)
    {
        using TensorScope scope = new();
        using NoGradient guard = new();
        foreach ((_, Tensor tensor) in NamedState()) tensor.SetData(change(tensor));
    }
}
