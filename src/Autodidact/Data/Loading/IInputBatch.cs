using Autodidact.Engine;

namespace Autodidact.Data.Loading;

/// <summary>Samples as an encoder's network reads them. Dispose it after use.</summary>
public interface IInputBatch : IDisposable
{
    /// <summary>Index in the source of each sample.</summary>
    IReadOnlyList<int> Samples { get; }

    /// <summary>What the network reads, a row for each sample; belongs to the batch.</summary>
    Tensor Inputs { get; }
}
