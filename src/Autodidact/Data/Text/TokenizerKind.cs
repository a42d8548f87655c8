namespace Autodidact.Data.Text;

/// <summary>How a tokenizer that is trained on the data cuts words.</summary>
public enum TokenizerKind
{
    /// <summary>WordPiece, as BERT.</summary>
    Wordpiece,

    /// <summary>Byte-level byte pair encoding, as GPT-2 and RoBERTa.</summary>
    ByteBpe,
}
