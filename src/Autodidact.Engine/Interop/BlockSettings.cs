using System.Runtime.InteropServices;

namespace Autodidact.Engine.Interop;

/// <summary>What a transformer's block is like, mirrored by <c>Options</c> in the native door.</summary>
[StructLayout(LayoutKind.Sequential)]
internal record struct BlockSettings
{
    public long Heads;
    public double Epsilon, Dropout;
    public int NormsBehind;
}
