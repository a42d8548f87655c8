using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Autodidact.Data.Views.Operations;

/// <summary>
/// Crop, resize, mirror and conversion to float planes in one pass, with the semantics of torchvision's
/// <c>resized_crop</c> and <c>resize</c> on float tensors. Pixels outside the wanted part are never touched.
/// </summary>
public static class Resampler
{
    /// <summary>Cuts <paramref name="crop"/> out and resizes it; the kernel sees nothing outside the crop.</summary>
    /// <param name="image">The picture; a grey one fills all three planes.</param>
    /// <param name="crop">A part of the picture.</param>
    /// <param name="height">Rows of the result.</param>
    /// <param name="width">Columns of the result.</param>
    /// <param name="scratch">Working memory; the result is its <see cref="ViewScratch.Planes"/>, 0..1 (bicubic may overshoot).</param>
    /// <param name="interpolation">The kernel.</param>
    /// <param name="antialias">Whether merged pixels are averaged.</param>
    /// <param name="mirror">Whether left and right change places.</param>
    public static void ResizedCrop(
        Image image, Region crop, int height, int width, ViewScratch scratch,
        Interpolation interpolation = Interpolation.Bilinear, bool antialias = true, bool mirror = false) =>
        ResizeWindow(image, crop, height, width, new Region(0, 0, height, width), scratch, interpolation, antialias, mirror);

    /// <summary>Resizes <paramref name="crop"/> to <paramref name="height"/> x <paramref name="width"/>, but computes only <paramref name="window"/> of it.</summary>
    /// <inheritdoc cref="ResizedCrop"/>
    public static void ResizeWindow(
        Image image, Region crop, int height, int width, Region window, ViewScratch scratch,
        Interpolation interpolation = Interpolation.Bilinear, bool antialias = true, bool mirror = false)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(scratch);
        Require(crop, image.Height, image.Width, "crop", "picture");
        Require(window, height, width, "window", "resized picture");
        FilterTable rows = scratch.Rows, columns = scratch.Columns;
        rows.Build(crop.Height, height, window.Top, window.Height, interpolation, antialias, mirror: false, gain: 1 / 255.0);
        columns.Build(crop.Width, width, window.Left, window.Width, interpolation, antialias, mirror, gain: 1);
        Planes planes = scratch.Planes;
        planes.Reshape(window.Width, window.Height);

        int channels = image.Channels, length = crop.Width * channels, stride = image.Width * channels;
        // Pixels are read as vectors of four floats, so the last one needs something behind it.
        Span<float> row = scratch.Row(length + 4);
        row[length..].Clear();
        ReadOnlySpan<byte> pixels = image.Pixels[((crop.Top * stride) + (crop.Left * channels))..];
        for (int y = 0; y < window.Height; y++)
        {
            MergeRows(pixels[(rows.Starts[y] * stride)..], stride, rows.Weights.Slice(y * rows.Taps, rows.Taps), row[..length]);
            int at = y * window.Width;
            if (channels == 3) MergeColors(row, columns, planes.Red[at..], planes.Green[at..], planes.Blue[at..]);
            else MergeGrey(row, columns, planes.Red[at..]);
        }

        if (channels == 1)
        {
            planes.Red.CopyTo(planes.Green);
            planes.Red.CopyTo(planes.Blue);
        }
    }

    /// <summary>Size after resizing so that the shorter side becomes <paramref name="shorter"/>; the longer one is cut to an integer.</summary>
    public static (int Height, int Width) KeepAspect(int height, int width, int shorter) => width <= height
        ? ((int)((long)shorter * height / width), shorter)
        : (shorter, (int)((long)shorter * width / height));

    // Columns are still apart here, so bytes of neighbouring pixels are simply a long vector.
    private static void MergeRows(ReadOnlySpan<byte> source, int stride, ReadOnlySpan<float> weights, Span<float> row)
    {
        ref byte first = ref MemoryMarshal.GetReference(source);
        ref float target = ref MemoryMarshal.GetReference(row);
        int i = 0;
        for (; i <= row.Length - Vector256<float>.Count; i += Vector256<float>.Count)
        {
            Vector256<float> sum = Vector256<float>.Zero;
            for (int tap = 0; tap < weights.Length; tap++)
                sum = Vector256.FusedMultiplyAdd(Widen(ref Unsafe.Add(ref first, (tap * stride) + i)), Vector256.Create(weights[tap]), sum);
            sum.StoreUnsafe(ref target, (nuint)i);
        }

        for (; i < row.Length; i++)
        {
            float sum = 0;
            for (int tap = 0; tap < weights.Length; tap++) sum = MathF.FusedMultiplyAdd(source[(tap * stride) + i], weights[tap], sum);
            row[i] = sum;
        }
    }

    // Four pixels of (red, green, blue, next red) are computed as four vectors and turned into three by a transposition.
    private static void MergeColors(ReadOnlySpan<float> row, FilterTable columns, Span<float> red, Span<float> green, Span<float> blue)
    {
        ref float source = ref MemoryMarshal.GetReference(row);
        ReadOnlySpan<int> starts = columns.Starts;
        ReadOnlySpan<float> weights = columns.Weights;
        int taps = columns.Taps, x = 0;
        for (; x <= starts.Length - 4; x += 4)
        {
            Vector128<float> a = Pixel(ref source, starts[x], weights.Slice(x * taps, taps));
            Vector128<float> b = Pixel(ref source, starts[x + 1], weights.Slice((x + 1) * taps, taps));
            Vector128<float> c = Pixel(ref source, starts[x + 2], weights.Slice((x + 2) * taps, taps));
            Vector128<float> d = Pixel(ref source, starts[x + 3], weights.Slice((x + 3) * taps, taps));
            (Vector128<float> r, Vector128<float> g, Vector128<float> b4) = Transpose(a, b, c, d);
            r.CopyTo(red[x..]);
            g.CopyTo(green[x..]);
            b4.CopyTo(blue[x..]);
        }

        for (; x < starts.Length; x++)
        {
            Vector128<float> pixel = Pixel(ref source, starts[x], weights.Slice(x * taps, taps));
            (red[x], green[x], blue[x]) = (pixel[0], pixel[1], pixel[2]);
        }
    }

    private static void MergeGrey(ReadOnlySpan<float> row, FilterTable columns, Span<float> plane)
    {
        ReadOnlySpan<int> starts = columns.Starts;
        ReadOnlySpan<float> weights = columns.Weights;
        int taps = columns.Taps;
        for (int x = 0; x < starts.Length; x++)
        {
            ReadOnlySpan<float> source = row.Slice(starts[x], taps), own = weights.Slice(x * taps, taps);
            float sum = 0;
            for (int tap = 0; tap < own.Length; tap++) sum = MathF.FusedMultiplyAdd(source[tap], own[tap], sum);
            plane[x] = sum;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Pixel(ref float row, int start, ReadOnlySpan<float> weights)
    {
        Vector128<float> sum = Vector128<float>.Zero;
        for (int tap = 0; tap < weights.Length; tap++)
            sum = Vector128.FusedMultiplyAdd(Vector128.LoadUnsafe(ref row, (nuint)(3 * (start + tap))), Vector128.Create(weights[tap]), sum);
        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector128<float> First, Vector128<float> Second, Vector128<float> Third) Transpose(
        Vector128<float> a, Vector128<float> b, Vector128<float> c, Vector128<float> d)
    {
        if (Sse.IsSupported)
        {
            Vector128<float> lowAb = Sse.UnpackLow(a, b), lowCd = Sse.UnpackLow(c, d);
            return (Sse.MoveLowToHigh(lowAb, lowCd), Sse.MoveHighToLow(lowCd, lowAb),
                Sse.MoveLowToHigh(Sse.UnpackHigh(a, b), Sse.UnpackHigh(c, d)));
        }

        return (Vector128.Create(a[0], b[0], c[0], d[0]), Vector128.Create(a[1], b[1], c[1], d[1]), Vector128.Create(a[2], b[2], c[2], d[2]));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Widen(ref byte source)
    {
        Vector128<byte> eight = Vector128.CreateScalarUnsafe(Unsafe.ReadUnaligned<ulong>(ref source)).AsByte();
        if (Avx2.IsSupported) return Vector256.ConvertToSingle(Avx2.ConvertToVector256Int32(eight));
        Vector128<ushort> words = Vector128.WidenLower(eight);
        return Vector256.ConvertToSingle(Vector256.Create(Vector128.WidenLower(words), Vector128.WidenUpper(words)).AsInt32());
    }

    private static void Require(Region part, int height, int width, string name, string whole)
    {
        if (part.Top < 0 || part.Left < 0 || part.Height < 1 || part.Width < 1 || part.Top + part.Height > height || part.Left + part.Width > width)
            throw new ArgumentOutOfRangeException(name, part, $"The {name} must lie within the {height} x {width} {whole}.");
    }
}
