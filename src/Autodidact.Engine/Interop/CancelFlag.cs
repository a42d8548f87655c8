using System.Runtime.InteropServices;

namespace Autodidact.Engine.Interop;

/// <summary>A number that native code looks at while it works: 1 once <paramref name="cancel"/> is cancelled.</summary>
internal sealed unsafe class CancelFlag : IDisposable
{
    private readonly int* _flag = (int*)NativeMemory.AllocZeroed(sizeof(int));
    private readonly CancellationTokenRegistration _registration;

    public CancelFlag(CancellationToken cancel) => _registration = cancel.Register(() => Volatile.Write(ref *_flag, 1));

    public int* Pointer => _flag;

    public void Dispose()
    {
        // Waits for a callback that is running, which must not write into freed memory.
        _registration.Dispose();
        NativeMemory.Free(_flag);
    }
}
