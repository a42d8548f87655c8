using System.Collections.Frozen;

namespace Autodidact.Data.Text.ByteBpe;

/// <summary>
/// The printable character that stands for each byte in byte-level vocabularies, so that they can be kept as text: printable bytes
/// of Latin-1 stand for themselves, the others for U+0100 and on (a space is <c>Ġ</c>). Radford et al. 2019, GPT-2's published code.
/// </summary>
public static class ByteAlphabet
{
    private static readonly char[] s_chars = MakeChars();
    private static readonly FrozenDictionary<char, byte> s_bytes = Enumerable.Range(0, 256).ToFrozenDictionary(value => s_chars[value], value => (byte)value);

    /// <summary>The character for a byte.</summary>
    public static char CharOf(byte value) => s_chars[value];

    /// <summary>The byte a character stands for; false for one that stands for none.</summary>
    public static bool TryGetByte(char unit, out byte value) => s_bytes.TryGetValue(unit, out value);

    /// <summary>All 256 characters in the order of their code points, the order in which vocabularies begin with them.</summary>
    public static IReadOnlyList<char> Sorted { get; } = [.. s_chars.Order()];

    /// <summary>Bytes as text.</summary>
    public static string Spell(ReadOnlySpan<byte> bytes) => string.Create(bytes.Length, bytes, static (text, bytes) =>
    {
        for (int i = 0; i < text.Length; i++) text[i] = s_chars[bytes[i]];
    });

    private static char[] MakeChars()
    {
        char[] chars = new char[256];
        int next = 256;
        for (int value = 0; value < 256; value++)
            chars[value] = value is (>= '!' and <= '~') or (>= 0xA1 and <= 0xAC) or (>= 0xAE and <= 0xFF) ? (char)value : (char)next++;
        return chars;
    }
}
