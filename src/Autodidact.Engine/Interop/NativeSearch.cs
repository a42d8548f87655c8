using System.Runtime.InteropServices;

namespace Autodidact.Engine.Interop;

/// <summary>The exports of the search door. A negative result means "see the last error".</summary>
internal static unsafe partial class NativeSearch
{
    private const string Library = "autodidact_search";

    [LibraryImport(Library, EntryPoint = "autodidact_search_version")]
    public static partial int Version(byte* buffer, int size);

    [LibraryImport(Library, EntryPoint = "autodidact_search_inner_product")]
    public static partial int InnerProduct(
        float* queries, float* vectors, long dimension, long queryCount, long vectorCount, long k, int threads, float* scores, long* ids);

    [LibraryImport(Library, EntryPoint = "autodidact_search_last_error")]
    private static partial int LastError(byte* buffer, int size);

    static NativeSearch() => NativeLibraries.Prepare();

    /// <summary>Turns a failed call into an exception with the library's own message.</summary>
    public static void Check(int result)
    {
        if (result < 0) throw new EngineException(NativeEngine.ReadText((buffer, size) => LastError((byte*)buffer, size)));
    }
}
