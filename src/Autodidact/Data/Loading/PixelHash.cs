using System.Runtime.InteropServices;

namespace Autodidact.Data.Loading;

/// <summary>64 bits of a picture's size and pixels, to find equal pictures by. Not for files and not against people who forge.</summary>
/// <remarks>
/// Of 4,096 different pictures two share a hash with a probability below 1e-12. Words are folded by 128-bit products, four chains
/// side by side, so that the processor need not wait for one product before it begins the next.
/// </remarks>
internal static class PixelHash
{
    private const int Block = 64;
    private const ulong First = 0x9E3779B97F4A7C15UL, Second = 0xD1B54A32D192ED03UL, Third = 0xBF58476D1CE4E5B9UL, Fourth = 0x94D049BB133111EBUL;

    public static ulong Of(Image image)
    {
        ulong size = Fold(((ulong)image.Width << 2 | (uint)image.Channels) ^ First, (ulong)image.Height ^ Second);
        (ulong a, ulong b, ulong c, ulong d) = (size ^ First, size ^ Second, size ^ Third, size ^ Fourth);
        ReadOnlySpan<byte> pixels = image.Pixels;
        Span<ulong> rest = stackalloc ulong[Block / sizeof(ulong)];
        for (; ; pixels = pixels[Block..])
        {
            bool isLast = pixels.Length <= Block;
            if (isLast) pixels.CopyTo(MemoryMarshal.AsBytes(rest));
            ReadOnlySpan<ulong> words = isLast ? rest : MemoryMarshal.Cast<byte, ulong>(pixels[..Block]);
            a = Fold(words[0] ^ First, words[1] ^ a);
            b = Fold(words[2] ^ Second, words[3] ^ b);
            c = Fold(words[4] ^ Third, words[5] ^ c);
            d = Fold(words[6] ^ Fourth, words[7] ^ d);
            if (isLast) return Fold(Fold(a, b ^ Third) ^ First, Fold(c, d ^ Fourth) ^ Second);
        }
    }

    private static ulong Fold(ulong left, ulong right) => Math.BigMul(left, right, out ulong low) ^ low;
}
