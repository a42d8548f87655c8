using Autodidact.Engine.Interop;

namespace Autodidact.Engine;

/// <summary>While open, no operation on this thread is recorded for backward: <c>using NoGradient guard = new();</c></summary>
/// <remarks>A <c>ref struct</c>, because the mode belongs to the thread and must not live across an <c>await</c>.</remarks>
public readonly ref struct NoGradient
{
    private readonly bool _before;

    public NoGradient()
    {
        _before = NativeEngine.GradMode(-1) != 0;
        _ = NativeEngine.GradMode(0);
    }

    public void Dispose() => _ = NativeEngine.GradMode(_before ? 1 : 0);
}
