using Autodidact.Data.Text;
using Autodidact.Data.Text.WordPiece;

namespace Autodidact.Methods.Language;

/// <summary>Which tokens of a vocabulary go on with a word.</summary>
internal static class WordStarts
{
    // What GPT-2's alphabet of bytes writes for a space.
    private const char Space = 'Ġ';

    /// <summary>For each number of the vocabulary whether it goes on with the word before it.</summary>
    public static bool[] GoesOn(Tokenizer tokenizer)
    {
        bool[] goesOn = new bool[tokenizer.Vocabulary.Size];
        foreach ((string token, int id) in tokenizer.Vocabulary.Tokens)
        {
            goesOn[id] = !tokenizer.Special.IsSpecial(id)
                && (tokenizer is WordPieceTokenizer pieces ? token.StartsWith(pieces.Options.Continuation, StringComparison.Ordinal) : token.Length > 0 && token[0] != Space);
        }
        return goesOn;
    }
}
