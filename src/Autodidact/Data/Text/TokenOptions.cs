using System.ComponentModel.DataAnnotations;
using Autodidact.Configuration;
using Autodidact.Data.Text.ByteBpe;
using Autodidact.Data.Text.WordPiece;

namespace Autodidact.Data.Text;

/// <summary>How texts become rows of tokens for a network.</summary>
public sealed record TokenOptions : ICheckedOptions
{
    /// <summary>The tokenizer: a <c>tokenizer.json</c>, a <c>vocab.txt</c>, or a folder with one. Unset: one is trained on the data.</summary>
    public string? Tokenizer { get; init; }

    /// <summary>What kind of tokenizer is trained where none is named.</summary>
    public TokenizerKind Kind { get; init; }

    /// <summary>Tokens that a tokenizer which is trained on the data may have; 30,522 for BERT. WordPiece has more where single characters alone are more.</summary>
    [Range(300, Vocabulary.MostTokens)]
    public int VocabularySize { get; init; } = 8192;

    /// <summary>Whether a WordPiece tokenizer that is trained on the data makes no difference between capital and small letters.</summary>
    public bool LowerCase { get; init; } = true;

    /// <summary>Tokens a row.</summary>
    [Range(8, 65536)]
    public int Length { get; init; } = 128;

    /// <summary>Whether texts that share a row are strangers to each other: attention does not cross, and positions begin anew. Otherwise a row is read as one.</summary>
    public bool Separate { get; init; } = true;

    /// <inheritdoc/>
    public IEnumerable<ConfigurationMistake> Check()
    {
        if (Tokenizer is not null && !Path.Exists(Tokenizer))
            yield return new("tokenizer", Tokenizer, "is no file or folder; name a tokenizer.json, a vocab.txt or a folder with one, or leave it out to train one on the data");
    }

    /// <summary>The tokenizer that is named, or one trained on texts: a function of the texts and these options.</summary>
    /// <param name="texts">Read once, where a tokenizer is trained.</param>
    /// <param name="cancel">Ends the training.</param>
    /// <exception cref="ConfigurationException">The one that is named cannot be read, or has no tokens for padding and for hiding; or the vocabulary that is asked for has no room for special tokens and bytes.</exception>
    public Tokenizer Make(IEnumerable<string> texts, CancellationToken cancel = default)
    {
        if (Tokenizer is not null) return Read(Tokenizer);
        try
        {
            return Kind == TokenizerKind.ByteBpe
                ? ByteBpeTrainer.Train(texts, new ByteBpeTrainerOptions { VocabularySize = VocabularySize }, cancel)
                : WordPieceTrainer.Train(texts, new WordPieceTrainerOptions { VocabularySize = VocabularySize, Text = WordPieceOptions.Default with { Text = BertTextOptions.Uncased with { LowerCase = LowerCase } } }, cancel);
        }
        catch (ArgumentException few)
        {
            throw new ConfigurationException([new("tokens.vocabulary_size", $"{VocabularySize}", few.Message)]);
        }
    }

    private static Tokenizer Read(string path)
    {
        try
        {
            Tokenizer read = Text.Tokenizer.Load(path);
            return read.Special is { Padding: not null, Mask: not null, Start: not null, End: not null }
                ? read
                : throw new DataException("has no tokens to begin and end a text, to fill rows up and to hide others ([CLS], [SEP], [PAD] and [MASK], or <s>, </s>, <pad> and <mask>).");
        }
        catch (DataException wrong)
        {
            throw new ConfigurationException([new("tokens.tokenizer", path, wrong.Message)]);
        }
    }
}
