namespace Autodidact.Training;

/// <summary>A run that has ended.</summary>
/// <param name="Folder">Where it lives; the encoder lies in <see cref="RunFolder.Encoder"/>.</param>
/// <param name="Information">What came of it.</param>
public sealed record Run(RunFolder Folder, RunInformation Information);
