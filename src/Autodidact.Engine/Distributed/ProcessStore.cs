using System.Text;
using Autodidact.Engine.Interop;

namespace Autodidact.Engine.Distributed;

/// <summary>A connection to the small table, kept by one process, in which the processes of a run find each other (c10d's TCPStore).</summary>
internal sealed unsafe class ProcessStore : IDisposable
{
    private readonly string _attempt;
    private IntPtr _handle;

    /// <param name="place">Where the store is.</param>
    /// <param name="serves">Whether this process keeps it.</param>
    /// <param name="timeout">How long to try.</param>
    public ProcessStore(WorldPlace place, bool serves, TimeSpan timeout)
    {
        _attempt = $"attempt-{place.Attempt}/";
        NativeEngine.Check(NativeDistributed.StoreOpen(place.Address, place.Port, serves ? 1 : 0, (int)timeout.TotalMilliseconds, out _handle));
    }

    internal IntPtr Handle => _handle;

    /// <summary>A name that only the processes of this attempt use.</summary>
    public string NameOf(string name) => _attempt + name;

    public void Set(string key, string value)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(value);
        NativeEngine.Check(NativeDistributed.StoreSet(_handle, NameOf(key), bytes, bytes.Length));
    }

    /// <summary>The value, or null where there is none yet; does not wait for it.</summary>
    public string? Get(string key)
    {
        byte[] buffer = new byte[4096];
        fixed (byte* start = buffer)
        {
            int length = NativeEngine.Check(NativeDistributed.StoreGet(_handle, NameOf(key), start, buffer.Length));
            return length == 0 ? null : Encoding.UTF8.GetString(buffer, 0, Math.Min(length, buffer.Length));
        }
    }

    public void Dispose()
    {
        if (_handle == IntPtr.Zero) return;
        NativeDistributed.StoreClose(_handle);
        _handle = IntPtr.Zero;
    }
}
