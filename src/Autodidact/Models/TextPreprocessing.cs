using System.ComponentModel.DataAnnotations;
using Autodidact.Data;
using Autodidact.Data.Loading;
using Autodidact.Data.Text;
using Autodidact.Data.Views;
using Autodidact.Engine;

namespace Autodidact.Models;

/// <summary>What an encoder does to a text before its network sees it: it is cut into tokens. The tokenizer lies beside the description, as <c>tokenizer.json</c>.</summary>
public sealed record TextPreprocessing : Preprocessing
{
    /// <summary>The file beside the description.</summary>
    internal const string TokenizerFile = "tokenizer.json";

    // As many as there are pixels in a picture of 32 x 32, and some more.
    private const int MostWords = 4096;

    private readonly Tokenizer? _tokenizer;

    /// <inheritdoc/>
    public override string Name => Modality.Text;

    /// <summary>Most tokens of a text, the marks around it included; what is longer is cut off.</summary>
    [Range(8, 65536)]
    public int Length { get; init; } = 512;

    /// <summary>The tokenizer's <see cref="Data.Text.Tokenizer.Fingerprint"/>: with another one the network's numbers would mean other words.</summary>
    public string TokenizerFingerprint { get; init; } = "";

    /// <summary>How texts are read.</summary>
    /// <param name="tokenizer">Cuts them into tokens.</param>
    /// <param name="length">Most tokens of a text.</param>
    public static TextPreprocessing Of(Tokenizer tokenizer, int length)
    {
        ArgumentNullException.ThrowIfNull(tokenizer);
        return new(tokenizer) { Length = length };
    }

    /// <summary>A description whose tokenizer lies beside it.</summary>
    public TextPreprocessing()
    {
    }

    private TextPreprocessing(Tokenizer tokenizer) => (_tokenizer, TokenizerFingerprint) = (tokenizer, tokenizer.Fingerprint);

    /// <summary>Cuts texts into tokens.</summary>
    internal Tokenizer Cutter => _tokenizer ?? throw new InvalidOperationException("The tokenizer is read with the encoder's weights: load the encoder.");

    internal override BackboneOptions Resolve(BackboneOptions backbone) => backbone;

    internal override IInputs Inputs(DataSource source, LoaderOptions loader) => new TokenInputs((TextSource)source, Cutter, Length, loader);

    /// <summary>Texts to learn from: batches of about one length, in an order that the key decides.</summary>
    internal IInputs Shuffled(TextSource source, LoaderOptions loader, DrawKey key) => new TokenInputs(source, Cutter, Length, loader, key);

    /// <summary>
    /// A bag of words: for each token ln(1 + how often the text has it), all scaled to length 1. Tokens share <c>number modulo 4,096</c> where
    /// there are more (feature hashing, Weinberger et al. 2009, arXiv:0902.2206); the marks around a text are left out.
    /// </summary>
    internal override (IInputs Inputs, Func<Tensor, Tensor> Features) Raw(DataSource source, LoaderOptions loader, int largestSize)
    {
        SpecialTokens special = Cutter.Special;
        int[] marks = [.. special.Prefix, .. special.Suffix, special.Padding!.Value];
        int words = Math.Min(MostWords, Cutter.Vocabulary.Size);
        return (Inputs(source, loader), tokens =>
        {
            Tensor counted = marks.Distinct().Select(mark => tokens.Ne(mark).To(ScalarType.Float32)).Aggregate((one, other) => one * other);
            Tensor places = Tensor.From(Array.ConvertAll(tokens.ToArray<long>(), token => token % words), tokens.Size(0), tokens.Size(1));
            return (Tensor.Zeros([tokens.Size(0), words]).ScatterAdd(1, places, counted) + 1).Log().Normalize();
        });
    }

    internal override Preprocessing ReadBeside(string folder, BackboneOptions backbone)
    {
        string path = Path.Combine(folder, TokenizerFile);
        Tokenizer tokenizer;
        try
        {
            tokenizer = Tokenizer.Load(path);
        }
        catch (DataException wrong)
        {
            throw new InvalidDataException(wrong.Message, wrong);
        }
        if (tokenizer.Fingerprint != TokenizerFingerprint)
            throw new InvalidDataException($"'{path}' is not the tokenizer that this encoder learned with ({tokenizer.Fingerprint}, not {TokenizerFingerprint}).");
        if (tokenizer.Special.Padding is null || tokenizer.Vocabulary.Size > (backbone.TokenCount ?? 0) || backbone.LengthProblem(Length) is not null)
            throw new InvalidDataException($"'{path}' has {tokenizer.Vocabulary.Size} tokens for texts of {Length}; the {backbone.Name} beside it was made for {backbone.TokenCount ?? 0} and is shorter or smaller.");
        return new TextPreprocessing(tokenizer) { Length = Length };
    }

    internal override void WriteBeside(string folder) => Cutter.Save(Path.Combine(folder, TokenizerFile));
}
