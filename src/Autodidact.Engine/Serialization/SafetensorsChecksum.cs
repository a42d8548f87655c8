using System.Security.Cryptography;
using System.Text;

namespace Autodidact.Engine.Serialization;

/// <summary>
/// A file's own checksum, in its metadata: the SHA-256 of the whole file, header included, with the 64 hexadecimal digits of the
/// checksum itself as zeros.
/// </summary>
/// <remarks>A second note says that there is a checksum, so that damage to either name is found as well.</remarks>
internal static class SafetensorsChecksum
{
    public const string Key = "sha256";
    public const string MarkKey = "checksum";
    public const string Mark = "sha256";
    public const int Digits = 64;

    /// <summary>What stands for the digits while they are not known.</summary>
    public static string Blank { get; } = new('0', Digits);

    /// <summary>Whether the notes promise a checksum, which damaged ones may do in part.</summary>
    public static bool IsPromised(IReadOnlyDictionary<string, string> metadata) => metadata.ContainsKey(Key) || metadata.ContainsKey(MarkKey);

    /// <summary>The digits in lower case.</summary>
    public static string Text(IncrementalHash hash) => Convert.ToHexStringLower(hash.GetHashAndReset());

    /// <summary>Where the digits stand in a header whose metadata have them; -1 where they do not.</summary>
    public static int DigitsAt(ReadOnlySpan<byte> header, string digits)
    {
        byte[] field = Encoding.UTF8.GetBytes($"\"{Key}\":\"{digits}\"");
        int at = header.IndexOf(field);
        return at < 0 ? -1 : at + field.Length - 1 - Digits;
    }
}
