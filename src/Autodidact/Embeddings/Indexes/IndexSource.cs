using Autodidact.Data;

namespace Autodidact.Embeddings.Indexes;

/// <summary>Data whose samples are in an index.</summary>
/// <param name="Data">As they were named.</param>
/// <param name="Split">Which part.</param>
/// <param name="Fingerprint">Tells them from others.</param>
/// <param name="Modality">What the samples are.</param>
public sealed record IndexSource(string Data, Split Split, string Fingerprint, string Modality);
