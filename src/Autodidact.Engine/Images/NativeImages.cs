using System.Runtime.InteropServices;
using Autodidact.Engine.Interop;

namespace Autodidact.Engine.Images;

/// <summary>The exports of <c>native/images.cpp</c>.</summary>
internal static unsafe partial class NativeImages
{
    private const string Library = "autodidact_images";

    static NativeImages() => NativeLibraries.Prepare();

    [LibraryImport(Library, EntryPoint = "autodidact_images_version")]
    private static partial byte* NativeVersion();

    [LibraryImport(Library, EntryPoint = "autodidact_images_error")]
    private static partial byte* NativeError();

    [LibraryImport(Library, EntryPoint = "autodidact_images_decode")]
    internal static partial int Decode(byte* data, long length, int reduce, int grey, int orientation, out IntPtr image, out int width, out int height, out int channels);

    [LibraryImport(Library, EntryPoint = "autodidact_images_take")]
    internal static partial void Take(IntPtr image, byte* target);

    [LibraryImport(Library, EntryPoint = "autodidact_images_encode", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int Encode(byte* pixels, int width, int height, int channels, string extension, int quality, out IntPtr file, out long length);

    [LibraryImport(Library, EntryPoint = "autodidact_images_take_file")]
    internal static partial void TakeFile(IntPtr file, byte* target);

    [LibraryImport(Library, EntryPoint = "autodidact_images_resize")]
    internal static partial int Resize(byte* pixels, int width, int height, int channels, byte* target, int targetWidth, int targetHeight);

    public static string Version => Marshal.PtrToStringUTF8((IntPtr)NativeVersion())!;

    public static string LastError => Marshal.PtrToStringUTF8((IntPtr)NativeError())!;
}
