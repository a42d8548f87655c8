using System.ComponentModel.DataAnnotations;
using Autodidact.Data;
using Autodidact.Data.Loading;
using Autodidact.Data.Text;
using Autodidact.Engine;

namespace Autodidact.Models;

/// <summary>What an encoder does to a text before its network sees it: it is cut into tokens. The tokenizer lies beside the description, as <c>tokenizer.json</c>.</summary>
public sealed record TextPreprocessing : Preprocessing
{
    private const string TokenizerFile = "tokenizer.json";

    private readonly Tokenizer? _tokenizer;

    public override string Name => Modality.Text;

    /// <summary>Most tokens of a text, the marks around it included; what is longer is cut off.</summary>
    [Range(8, 65536)]
    public int Length { get; init; } = 512;

    /// <summary>Cuts texts into tokens.</summary>
    /// <exception cref="InvalidOperationException">The description was read without what lies beside it.</exception>
    internal Tokenizer Tokenizer
    {
        get => _tokenizer ?? throw new InvalidOperationException("The tokenizer is read with the encoder's weights: load the encoder.");
        init => _tokenizer = value;
    }

    internal override BackboneOptions Resolve(BackboneOptions backbone) => backbone;

    internal override IInputs Inputs(DataSource source, LoaderOptions loader) => new TokenInputs((TextSource)source, Tokenizer, Length, loader);

    /// <summary>A bag of words: for each token ln(1 + how often the text has it), all scaled to length 1.</summary>
    internal override (IInputs Inputs, Func<Tensor, Tensor> Features) Raw(DataSource source, LoaderOptions loader, int largestSize) => (Inputs(source, loader), tokens =>
    {
        Tensor counts = Tensor.Zeros([tokens.Size(0), Tokenizer.Vocabulary.Size]).ScatterAdd(1, tokens, tokens.Ne(Tokenizer.Special.Padding!.Value).To(ScalarType.Float32));
        Tensor weights = (counts + 1).Log();
        return weights / weights.LinalgVectorNorm(2, [1], keepdim: true).ClampMin(1e-12);
    });

    internal override Preprocessing ReadBeside(string folder)
    {
        try
        {
            return this with { Tokenizer = Data.Text.Tokenizer.Load(Path.Combine(folder, TokenizerFile)) };
        }
        catch (DataException wrong)
        {
            throw new InvalidDataException(wrong.Message, wrong);
        }
    }

    internal override void WriteBeside(string folder)
    {
        string path = Path.Combine(folder, TokenizerFile);
        if (!File.Exists(path)) Tokenizer.Save(path);      // it never changes in a run
    }
}
