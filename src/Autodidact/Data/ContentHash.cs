using System.Security.Cryptography;

namespace Autodidact.Data;

/// <summary>What tells data from others.</summary>
internal static class ContentHash
{
    /// <summary>The first 16 hexadecimal digits of a SHA-256 of the appended parts.</summary>
    public static string Of(Action<IncrementalHash> append)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        append(hash);
        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 8));
    }
}
