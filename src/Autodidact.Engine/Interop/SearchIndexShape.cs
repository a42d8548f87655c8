using System.Runtime.InteropServices;

namespace Autodidact.Engine.Interop;

/// <summary>The door's <c>IndexShape</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct SearchIndexShape
{
    public int Kind, Links, Construction, Lists, CodeBytes, Dimension;
    public long Seed, Count, Bytes;
}
