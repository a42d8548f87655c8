namespace Autodidact.Data.Loading;

/// <summary>What is known of one picture of a batch beside its pixels.</summary>
/// <param name="Sample">Its index in the source: the requested one, its stand-in, or -1 where there is none.</param>
/// <param name="Label">Its class; -1 where it has none, or nobody asked.</param>
/// <param name="Hash">Of its pixels, see <see cref="PixelHash"/>.</param>
internal readonly record struct BatchRow(int Sample, int Label, ulong Hash);
