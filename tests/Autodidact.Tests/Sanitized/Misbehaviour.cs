using System.Runtime.InteropServices;

namespace Autodidact.Tests.Sanitized;

/// <summary>
/// Entry of the test assembly as a program, which the runner does not use: calls what only the sanitized native library has, and which
/// should end the process.
/// </summary>
internal static partial class Misbehaviour
{
    /// <summary>0: writes behind a block of the heap. 1: overflows a signed number. Anything else: nothing wrong.</summary>
    public static int Main(string[] arguments)
    {
        IntPtr library = NativeLibrary.Load(Path.Combine(Environment.GetEnvironmentVariable("AUTODIDACT_NATIVE")!, "libautodidact_images.so"));
        unsafe
        {
            ((delegate* unmanaged<int, void>)NativeLibrary.GetExport(library, "autodidact_images_misbehave"))(int.Parse(arguments[0]));
        }
        return 0;
    }
}
