using Autodidact.Data.Text.Files;

namespace Autodidact.Data.Text;

/// <summary>
/// Cuts texts into tokens of a fixed vocabulary and puts them together again. Immutable; all members are thread-safe. Read one with
/// <see cref="Load"/>, or train one with <see cref="WordPiece.WordPieceTrainer"/> or <see cref="ByteBpe.ByteBpeTrainer"/>.
/// </summary>
public abstract class Tokenizer
{
    private readonly Lazy<string> _fingerprint;

    private protected Tokenizer(Vocabulary vocabulary, SpecialTokens special)
    {
        (Vocabulary, Special) = (vocabulary, special);
        _fingerprint = new(Hash);
        foreach (int id in special.Prefix.Concat(special.Suffix))
            if (!vocabulary.TryGetToken(id, out _)) throw new ArgumentException($"The number {id} is put around texts and is not in the vocabulary.", nameof(special));
    }

    /// <summary>The kind: <c>wordpiece</c> or <c>byte-bpe</c>.</summary>
    public abstract string Kind { get; }

    /// <summary>All tokens, special ones included.</summary>
    public Vocabulary Vocabulary { get; }

    /// <summary>The special tokens.</summary>
    public SpecialTokens Special { get; }

    /// <summary>16 hexadecimal digits that tell it from every tokenizer that cuts otherwise or numbers its tokens otherwise.</summary>
    public string Fingerprint => _fingerprint.Value;

    /// <summary>Reads a tokenizer.</summary>
    /// <param name="path">
    /// A <c>tokenizer.json</c> of Hugging Face with byte-level BPE or WordPiece, a <c>vocab.txt</c> (WordPiece), a <c>vocab.json</c> with
    /// <c>merges.txt</c> beside it (byte-level BPE), or a folder that holds one of these, looked for in this order.
    /// </param>
    /// <exception cref="DataException">Nothing there, a broken file, or a kind of tokenizer that is not read; the message names what was found.</exception>
    public static Tokenizer Load(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return TokenizerFiles.Load(path);
    }

    /// <summary>Writes a <c>tokenizer.json</c>, which Hugging Face's libraries read as well.</summary>
    /// <param name="path">The file, or an existing folder that gets a <c>tokenizer.json</c>. Written whole or not at all.</param>
    public void Save(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        TokenizerJsonWriter.Write(this, Directory.Exists(path) ? Path.Combine(path, TokenizerFiles.JsonName) : path);
    }

    /// <summary>Cuts a text into tokens.</summary>
    /// <param name="text">Any string; a surrogate without its other half counts as U+FFFD.</param>
    /// <param name="addSpecial">Puts <see cref="SpecialTokens.Prefix"/> and <see cref="SpecialTokens.Suffix"/> around it.</param>
    /// <param name="readSpecial">
    /// Finds special tokens that are written in the text, as published tokenizers do. False takes them for plain text, which is
    /// safer for texts from strangers.
    /// </param>
    public TokenSequence Encode(string text, bool addSpecial = true, bool readSpecial = true)
    {
        ArgumentNullException.ThrowIfNull(text);
        TokenBuilder tokens = new();
        if (addSpecial) tokens.AddOutside(Special.Prefix);
        if (!readSpecial) EncodePart(text, new TextRange(0, text.Length), tokens);
        else
        {
            foreach ((TextRange range, SpecialToken? token) in Special.Parts(text))
            {
                if (token is null) EncodePart(text, range, tokens);
                else AddSpecial(token, text, range, tokens);
            }
        }
        if (addSpecial) tokens.AddOutside(Special.Suffix);
        return tokens.Build();
    }

    /// <summary>Puts tokens together to a text.</summary>
    /// <param name="ids">Numbers in the vocabulary; one that it does not have is left out.</param>
    /// <param name="keepSpecial">Writes special tokens as well.</param>
    public string Decode(IEnumerable<int> ids, bool keepSpecial = false)
    {
        ArgumentNullException.ThrowIfNull(ids);
        List<string> tokens = [];
        foreach (int id in ids)
            if ((keepSpecial || !Special.IsSpecial(id)) && Vocabulary.TryGetToken(id, out string? token)) tokens.Add(token);
        return Join(tokens);
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Kind}, {Vocabulary}";

    /// <summary>For each token whether it goes on with the word of the one before it, <c>[tokens]</c>; the first never does.</summary>
    /// <param name="ids">Numbers in the vocabulary.</param>
    public bool[] ContinuesWord(ReadOnlySpan<int> ids)
    {
        bool[] goesOn = new bool[ids.Length];
        for (int i = 1; i < ids.Length; i++)
            goesOn[i] = !Special.IsSpecial(ids[i - 1]) && !Special.IsSpecial(ids[i]) && Vocabulary.TryGetToken(ids[i - 1], out string? before) && Vocabulary.TryGetToken(ids[i], out string? token) && ContinuesWord(before, token);
        return goesOn;
    }

    private protected abstract bool ContinuesWord(string before, string token);

    /// <summary>What <see cref="Save"/> writes.</summary>
    internal string ToJson()
    {
        using MemoryStream written = new();
        TokenizerJsonWriter.Write(this, written);
        return System.Text.Encoding.UTF8.GetString(written.GetBuffer(), 0, (int)written.Length);
    }

    /// <summary>Reads what <see cref="ToJson"/> gives.</summary>
    internal static Tokenizer FromJson(string json)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory();
        try
        {
            File.WriteAllText(Path.Combine(folder.FullName, TokenizerFiles.JsonName), json);
            return Load(folder.FullName);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private string Hash() => ContentHash.Of(hash => hash.AppendData(System.Text.Encoding.UTF8.GetBytes(ToJson())));

    private void AddSpecial(SpecialToken token, string text, TextRange range, TokenBuilder tokens)
    {
        // White space that it strips is its own, unless ranges have none.
        int start = TrimsRanges && token.StripsLeft ? range.End - text.AsSpan(range.Start, range.Length).TrimStart().Length : range.Start;
        int end = TrimsRanges && token.StripsRight ? range.Start + text.AsSpan(range.Start, range.Length).TrimEnd().Length : range.End;
        tokens.Add(token.Id, start, end);
    }

    /// <summary>Whether ranges leave white space out.</summary>
    private protected virtual bool TrimsRanges => false;

    /// <summary>Cuts a part that holds no special token; ranges count from the start of the whole text.</summary>
    private protected abstract void EncodePart(string text, TextRange part, TokenBuilder tokens);

    private protected abstract string Join(List<string> tokens);
}
