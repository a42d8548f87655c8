using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Autodidact.Tests.Fuzzing;

/// <summary>Damages bytes in the ways that find bugs in parsers. A pure function of the random numbers it is given.</summary>
internal sealed class Mutator(IReadOnlyList<byte[]> seeds, IReadOnlyList<string> words)
{
    private const int Longest = 1 << 17;

    private static readonly long[] s_numbers =
        [0, 1, 2, 3, 4, 7, 8, 16, 64, 100, 127, 128, 255, 256, 512, 1024, 4096, 32767, 32768, 65535, 65536, 1 << 20, 1 << 24, int.MaxValue, 1L << 31, uint.MaxValue, 1L << 32, 1L << 62, long.MaxValue, long.MinValue, -1, -2, -128];

    /// <summary>One to eight changes, few more often than many.</summary>
    public byte[] Change(byte[] bytes, Random random)
    {
        do bytes = Step(bytes, random);
        while (random.Next(2) == 0);
        return bytes.Length <= Longest ? bytes : bytes[..Longest];
    }

    private byte[] Step(byte[] bytes, Random random)
    {
        int at = Place(bytes, random), end = Math.Min(bytes.Length, at + 1 + random.Next(random.Next(4) == 0 ? 512 : 16));
        switch (random.Next(14))
        {
            case 0 or 1 when bytes.Length > at: return With(bytes, at, [(byte)(bytes[at] ^ (1 << random.Next(8)))]);
            case 2 when bytes.Length > at: return With(bytes, at, [(byte)random.Next(256)]);
            case 3 or 4 or 5: return With(bytes, at, Number(random));
            case 6: return bytes[..at];
            case 7: return [.. bytes[..at], .. Noise(random), .. bytes[at..]];
            case 8: return [.. bytes[..at], .. bytes[end..]];
            case 9: return [.. bytes[..at], .. Enumerable.Repeat(bytes[at..end], random.Next(8) == 0 ? random.Next(300) : 2).SelectMany(part => part), .. bytes[end..]];
            case 10: return Spliced(bytes, at, random);
            case 11 or 12 when words.Count > 0: return Worded(bytes, at, random);
            default: return Counted(bytes, random);
        }
    }

    /// <summary>Headers come first, so half of the changes hit the first bytes, and fields lie at even places.</summary>
    private static int Place(byte[] bytes, Random random)
    {
        int at = random.Next(1 + (random.Next(2) == 0 ? Math.Min(bytes.Length, 64) : bytes.Length));
        return random.Next(2) == 0 ? at & ~3 : at;
    }

    private static byte[] With(byte[] bytes, int at, byte[] put)
    {
        byte[] changed = [.. bytes];
        put.AsSpan(0, Math.Min(put.Length, bytes.Length - at)).CopyTo(changed.AsSpan(at));
        return changed;
    }

    private static byte[] Number(Random random)
    {
        long value = s_numbers[random.Next(s_numbers.Length)] + random.Next(-1, 2);
        byte[] bytes = new byte[8];
        int width = 1 << random.Next(4);
        if (random.Next(2) == 0)
        {
            BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
            return bytes[..width];
        }
        BinaryPrimitives.WriteInt64BigEndian(bytes, value);
        return bytes[^width..];
    }

    private static byte[] Noise(Random random)
    {
        byte[] noise = new byte[1 + random.Next(random.Next(8) == 0 ? 2000 : 12)];
        if (random.Next(2) == 0) random.NextBytes(noise);
        else Array.Fill(noise, (byte)random.Next(256));
        return noise;
    }

    private byte[] Spliced(byte[] bytes, int at, Random random)
    {
        byte[] other = seeds[random.Next(seeds.Count)];
        int from = Place(other, random);
        return random.Next(2) == 0 ? [.. bytes[..at], .. other[from..]] : With(bytes, at, other[from..]);
    }

    private byte[] Worded(byte[] bytes, int at, Random random)
    {
        byte[] word = Encoding.UTF8.GetBytes(words[random.Next(words.Count)]);
        if (random.Next(2) == 0) return [.. bytes[..at], .. word, .. bytes[at..]];
        // In the place of another word, where there is one.
        byte[] other = Encoding.UTF8.GetBytes(words[random.Next(words.Count)]);
        int found = bytes.AsSpan().IndexOf(other);
        return found < 0 ? With(bytes, at, word) : [.. bytes[..found], .. word, .. bytes[(found + other.Length)..]];
    }

    /// <summary>Replaces a number that is written in digits.</summary>
    private static byte[] Counted(byte[] bytes, Random random)
    {
        int at = Array.FindIndex(bytes, Place(bytes, random), IsDigit);
        if (at < 0) return bytes.Length == 0 ? Noise(random) : With(bytes, random.Next(bytes.Length), [(byte)random.Next(256)]);
        int end = at;
        while (end < bytes.Length && IsDigit(bytes[end])) end++;
        string text = random.Next(6) == 0 ? new string('9', random.Next(1, 40)) : s_numbers[random.Next(s_numbers.Length)].ToString(CultureInfo.InvariantCulture);
        return [.. bytes[..at], .. Encoding.ASCII.GetBytes(text), .. bytes[end..]];
    }

    private static bool IsDigit(byte value) => value is >= (byte)'0' and <= (byte)'9';
}
