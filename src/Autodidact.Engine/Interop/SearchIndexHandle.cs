using System.Runtime.InteropServices;

namespace Autodidact.Engine.Interop;

/// <summary>An index of the search door. It is released when nobody searches in it any more.</summary>
internal sealed class SearchIndexHandle() : SafeHandle(IntPtr.Zero, ownsHandle: true)
{
    public override bool IsInvalid => handle == IntPtr.Zero;

    protected override bool ReleaseHandle()
    {
        NativeSearch.Release(handle);
        return true;
    }
}
