using Autodidact.Engine.Interop;

namespace Autodidact.Engine;

/// <summary>
/// Owns every tensor that is made on this thread while it is the innermost scope, and frees them together, in one native
/// call, when it is disposed. <see cref="Tensor.Keep"/> moves a tensor outward. Scopes belong to one thread and must be
/// closed in the reverse order of opening; they must not cross an <c>await</c>.
/// </summary>
public sealed class TensorScope : IDisposable
{
    [ThreadStatic] private static TensorScope? t_current;
    [ThreadStatic] private static Tensor?[]? t_spare;

    private Tensor?[] _owned;
    private int _count;
    private bool _closed;

    public TensorScope()
    {
        _owned = t_spare ?? new Tensor?[256];
        t_spare = null;
        Outer = t_current;
        t_current = this;
    }

    internal static TensorScope? Current => t_current;

    internal TensorScope? Outer { get; }

    /// <summary>Slots there are, taken or empty.</summary>
    internal int Capacity => _owned.Length;

    internal int Add(Tensor tensor)
    {
        if (_count == _owned.Length) MakeRoom();
        _owned[_count] = tensor;
        return _count++;
    }

    internal void Remove(int slot) => _owned[slot] = null;

    // A loop that disposes as it goes leaves empty slots behind: they are closed up before the list grows.
    private void MakeRoom()
    {
        int kept = 0;
        for (int i = 0; i < _count; i++)
        {
            if (_owned[i] is not { } tensor) continue;
            _owned[i] = null;
            _owned[kept] = tensor;
            tensor.Slot = kept++;
        }
        _count = kept;
        if (kept > _owned.Length / 2) Array.Resize(ref _owned, _owned.Length * 2);
    }

    /// <exception cref="InvalidOperationException">An inner scope is still open, or another thread opened this one.</exception>
    public unsafe void Dispose()
    {
        if (_closed) return;
        if (t_current != this)
            throw new InvalidOperationException("A tensor scope must be closed on the thread that opened it, after all scopes inside it.");
        _closed = true;
        t_current = Outer;
        IntPtr* handles = stackalloc IntPtr[256];
        int pending = 0;
        for (int i = 0; i < _count; i++)
        {
            if (_owned[i] is not { } tensor) continue;
            handles[pending++] = tensor.Surrender();
            _owned[i] = null;
            if (pending < 256) continue;
            NativeEngine.TensorRelease(handles, pending);
            pending = 0;
        }
        if (pending > 0) NativeEngine.TensorRelease(handles, pending);
        t_spare = _owned;
        _owned = [];
        _count = 0;
    }
}
