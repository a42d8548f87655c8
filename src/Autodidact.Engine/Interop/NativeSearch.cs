using System.Runtime.InteropServices;

namespace Autodidact.Engine.Interop;

/// <summary>The exports of the search door. A negative result means "see the last error".</summary>
internal static unsafe partial class NativeSearch
{
    private const string Library = "autodidact_search";

    private const int OutOfMemory = 3, Argument = 5, Cancelled = 7, Damaged = 8;

    [LibraryImport(Library, EntryPoint = "autodidact_search_version")]
    public static partial int Version(byte* buffer, int size);

    [LibraryImport(Library, EntryPoint = "autodidact_search_inner_product")]
    public static partial int InnerProduct(
        float* queries, float* vectors, long dimension, long queryCount, long vectorCount, long k, int threads, float* scores, long* ids);

    [LibraryImport(Library, EntryPoint = "autodidact_index_create")]
    public static partial int Create(in SearchIndexShape shape, out SearchIndexHandle index);

    [LibraryImport(Library, EntryPoint = "autodidact_index_release")]
    public static partial void Release(IntPtr index);

    [LibraryImport(Library, EntryPoint = "autodidact_index_shape")]
    public static partial int Shape(SearchIndexHandle index, out SearchIndexShape shape);

    [LibraryImport(Library, EntryPoint = "autodidact_index_train")]
    public static partial int Train(SearchIndexHandle index, float* vectors, long count, int threads, int* cancel);

    [LibraryImport(Library, EntryPoint = "autodidact_index_add")]
    public static partial int Add(SearchIndexHandle index, float* vectors, long count, int threads, int* cancel);

    [LibraryImport(Library, EntryPoint = "autodidact_index_search")]
    public static partial int Search(SearchIndexHandle index, float* queries, long count, long k, long effort, byte* allowed, long allowedBytes, int threads, float* scores, long* ids);

    [LibraryImport(Library, EntryPoint = "autodidact_index_reconstruct")]
    public static partial int Reconstruct(SearchIndexHandle index, long* rows, long count, float* vectors);

    [LibraryImport(Library, EntryPoint = "autodidact_index_write", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Write(SearchIndexHandle index, string path);

    [LibraryImport(Library, EntryPoint = "autodidact_index_read", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Read(string path, out SearchIndexHandle index);

    [LibraryImport(Library, EntryPoint = "autodidact_search_last_error")]
    private static partial int LastError(byte* buffer, int size);

    [LibraryImport(Library, EntryPoint = "autodidact_search_last_error_kind")]
    private static partial int LastErrorKind();

    static NativeSearch() => NativeLibraries.Prepare();

    /// <summary>Turns a failed call into an exception with the library's own message.</summary>
    /// <param name="result">What the call returned.</param>
    /// <param name="path">The file that was read, where one was.</param>
    public static void Check(int result, string? path = null)
    {
        if (result >= 0) return;
        int kind = LastErrorKind();
        string message = NativeEngine.ReadText((buffer, size) => LastError((byte*)buffer, size));
        throw kind switch
        {
            OutOfMemory => new EngineOutOfMemoryException(message),
            Argument => new EngineArgumentException(message),
            Cancelled => new OperationCanceledException(),
            Damaged => new InvalidDataException($"'{path}' is no index that can be used: {message}."),
            _ => new EngineException(path is null ? message : $"'{path}': {message}"),
        };
    }
}
