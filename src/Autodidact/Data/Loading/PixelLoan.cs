namespace Autodidact.Data.Loading;

/// <summary>
/// A buffer that a batch and the tensors over it share. It goes back to its pool when the last of them has let go of it, on whatever
/// thread that is.
/// </summary>
internal sealed class PixelLoan(PixelBufferPool pool, PixelBuffer buffer)
{
    private int _holders = 1;

    /// <summary>What is lent.</summary>
    public PixelBuffer Buffer { get; } = buffer;

    /// <summary>One more holds it.</summary>
    public void Hold() => Interlocked.Increment(ref _holders);

    /// <summary>One of the holders lets go.</summary>
    public void Release()
    {
        if (Interlocked.Decrement(ref _holders) == 0) pool.Return(Buffer);
    }
}
