using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace Autodidact.Engine.Serialization;

/// <summary>SHA-256 of what is appended, computed on a thread of its own while the caller prepares and writes what comes next.</summary>
internal sealed class BackgroundHash : IDisposable
{
    /// <summary>Most bytes of a piece: large enough for the hand-over not to count. The few buffers are kept for the next file.</summary>
    public const int LargestPiece = 1 << 20;

    private const int PiecesAhead = 4;

    private static readonly ConcurrentBag<byte[]> s_spare = [];

    private readonly BlockingCollection<(byte[] Buffer, int Length)> _pieces = new(PiecesAhead);
    private readonly Task<string> _digits;

    public BackgroundHash() => _digits = Task.Factory.StartNew(Compute, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    /// <summary>Adds a piece, which is copied.</summary>
    public void Append(ReadOnlySpan<byte> piece)
    {
        byte[] buffer = s_spare.TryTake(out byte[]? spare) ? spare : new byte[LargestPiece];
        piece.CopyTo(buffer);
        _pieces.Add((buffer, piece.Length));
    }

    /// <summary>The digits over everything, in lower case; nothing can be added any more.</summary>
    public string Finish()
    {
        _pieces.CompleteAdding();
        return _digits.GetAwaiter().GetResult();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Finish();
        _pieces.Dispose();
    }

    private string Compute()
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach ((byte[] buffer, int length) in _pieces.GetConsumingEnumerable())
        {
            hash.AppendData(buffer, 0, length);
            s_spare.Add(buffer);
        }
        return SafetensorsChecksum.Text(hash);
    }
}
