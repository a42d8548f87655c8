using System.ComponentModel.DataAnnotations;

namespace Autodidact.Methods.Masked;

/// <summary>
/// Which tokens are to be predicted, and what stands in their place (BERT, Devlin et al. 2019, arXiv:1810.04805, section 3.1): most become the mask, some another token,
/// some stay as they are, so that the network cannot rely on any token being right.
/// </summary>
public sealed record TokenMasking
{
    /// <summary>The label of a token that is not to be predicted.</summary>
    public const long NotAsked = -100;

    /// <summary>Share of the tokens that are to be predicted.</summary>
    [Range(0.0, 1.0)]
    public double Share { get; init; } = 0.15;

    /// <summary>Share of these that become the mask.</summary>
    [Range(0.0, 1.0)]
    public double MaskedShare { get; init; } = 0.8;

    /// <summary>Share of the others that become a token drawn from the vocabulary.</summary>
    [Range(0.0, 1.0)]
    public double ReplacedShare { get; init; } = 0.5;

    /// <summary>Hides tokens in place, and says what they were.</summary>
    /// <param name="tokens">Overwritten where a token is hidden.</param>
    /// <param name="special">Tokens that are never asked for.</param>
    /// <param name="mask">The mask's number.</param>
    /// <param name="draws">What was drawn for each token.</param>
    /// <param name="labels">Overwritten: for each token its number where it is to be predicted, else <see cref="NotAsked"/>.</param>
    public void Hide(Span<long> tokens, ReadOnlySpan<bool> special, long mask, ReadOnlySpan<TokenDraws> draws, Span<long> labels)
    {
        if (special.Length != tokens.Length) throw new ArgumentException($"{special.Length} marks do not fit {tokens.Length} tokens.", nameof(special));
        if (draws.Length != tokens.Length) throw new ArgumentException($"{draws.Length} draws do not fit {tokens.Length} tokens.", nameof(draws));
        for (int i = 0; i < tokens.Length; i++)
        {
            TokenDraws drawn = draws[i];
            labels[i] = NotAsked;
            if (special[i] || drawn.Asked >= Share) continue;
            labels[i] = tokens[i];
            tokens[i] = drawn.Mask < MaskedShare ? mask : drawn.Random < ReplacedShare ? drawn.Other : tokens[i];
        }
    }
}
