using Autodidact.Data.Text;
using Autodidact.Engine;

namespace Autodidact.Data.Loading;

/// <summary>A batch of rows of tokens, as they lie in the corpus: a method hides and marks what it likes in a copy.</summary>
/// <param name="rows">The whole corpus.</param>
/// <param name="samples">Which of its rows.</param>
/// <param name="device">Where a method's tensors belong.</param>
public sealed class TokenBatch(TokenRows rows, int[] samples, Device device) : IBatch<TokenBatch>
{
    /// <summary>The whole corpus.</summary>
    public TokenRows Rows => rows;

    /// <summary>The index of each row of the batch.</summary>
    public IReadOnlyList<int> Samples => samples;

    /// <summary>Tokens a row.</summary>
    public int Length => rows.Length;

    /// <summary>Where a method's tensors belong.</summary>
    public Device Device => device;

    /// <inheritdoc/>
    public int Batch => samples.Length;

    /// <inheritdoc/>
    public TokenBatch Part(int first, int count) => new(rows, samples[first..(first + count)], device);

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
