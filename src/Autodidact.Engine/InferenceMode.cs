using Autodidact.Engine.Interop;

namespace Autodidact.Engine;

/// <summary>
/// While open, tensors made on this thread never take part in autograd, which saves its bookkeeping altogether:
/// <c>using InferenceMode guard = new();</c>
/// </summary>
public readonly ref struct InferenceMode
{
    private readonly IntPtr _guard;

    public InferenceMode() => _guard = NativeEngine.InferenceModeEnter();

    public void Dispose()
    {
        if (_guard != IntPtr.Zero) NativeEngine.InferenceModeLeave(_guard);
    }
}
