namespace Autodidact.Tests.Data.Text;

/// <summary>The dictionary that Sennrich et al. 2016 (arXiv:1508.07909, section 3.2) explain byte pair encoding with, as a corpus.</summary>
internal static class TrainingWords
{
    public static IEnumerable<string> Texts { get; } =
    [
        .. Enumerable.Repeat("low", 5), .. Enumerable.Repeat("lower", 2), .. Enumerable.Repeat("newest", 6), .. Enumerable.Repeat("widest", 3),
    ];
}
