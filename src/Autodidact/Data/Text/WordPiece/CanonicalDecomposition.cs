using System.Collections.Frozen;
using System.Text;

namespace Autodidact.Data.Text.WordPiece;

/// <summary>
/// Characters taken apart as Unicode's normalization form D does (Unicode Standard Annex 15). Written out since the runtime normalizes
/// nothing in a program without ICU, which this one is. Marks stay in the order they come in: the one user drops them.
/// </summary>
internal static partial class CanonicalDecomposition
{
    private const int FirstSyllable = 0xAC00, Syllables = 11172, FirstLead = 0x1100, FirstVowel = 0x1161, BeforeTrail = 0x11A7, Vowels = 21, Trails = 28;

    private static readonly FrozenDictionary<int, string> s_mappings = Mappings
        .Split(' ', StringSplitOptions.RemoveEmptyEntries)
        .ToFrozenDictionary(entry => Rune.GetRuneAt(entry, 0).Value, entry => entry[Rune.GetRuneAt(entry, 0).Utf16SequenceLength..]);

    /// <summary>The smallest character that has a decomposition.</summary>
    public const int First = 0xC0;

    /// <summary>The full decomposition, null when there is none.</summary>
    public static string? Of(Rune rune)
    {
        int syllable = rune.Value - FirstSyllable;
        if (syllable is < 0 or >= Syllables) return s_mappings.GetValueOrDefault(rune.Value);
        int trail = syllable % Trails;
        char lead = (char)(FirstLead + (syllable / (Vowels * Trails))), vowel = (char)(FirstVowel + (syllable / Trails % Vowels));
        return trail == 0 ? $"{lead}{vowel}" : $"{lead}{vowel}{(char)(BeforeTrail + trail)}";
    }
}
