using Autodidact.Engine;

namespace Autodidact.Methods;

/// <summary>
/// What a step's comparison leaves for <see cref="Method{TBatch}.AfterStep"/>: a copy without a graph that outlives the step's tensor scope. A step may be
/// computed twice before it is taken; the later one counts.
/// </summary>
internal sealed class Pending : IDisposable
{
    private Tensor? _tensor;

    /// <summary>Keeps a copy instead of what was kept before; null keeps nothing.</summary>
    public void Set(Tensor? tensor)
    {
        Dispose();
        _tensor = tensor?.Detach().Clone().Own();
    }

    /// <summary>What was kept, which is the caller's from here on; null where there is nothing.</summary>
    public Tensor? Take()
    {
        Tensor? taken = _tensor;
        _tensor = null;
        return taken;
    }

    public void Dispose() => Take()?.Dispose();
}
