namespace Autodidact.Data.Views;

/// <summary>Where a random number belongs. Equal keys give equal numbers, on any thread, before and after a resume.</summary>
/// <param name="Seed">The run's seed.</param>
/// <param name="Epoch">Counted from 0.</param>
/// <param name="Sample">Index of the sample in its source.</param>
/// <param name="View">Which of the sample's views, counted from 0.</param>
public readonly record struct DrawKey(ulong Seed, int Epoch, long Sample, int View);
