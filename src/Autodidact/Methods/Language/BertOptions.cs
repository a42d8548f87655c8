using System.ComponentModel.DataAnnotations;
using Autodidact.Configuration;
using Autodidact.Data.Loading;
using Autodidact.Data.Text;
using Autodidact.Models;
using Autodidact.Models.Transformers.Bert;

namespace Autodidact.Methods.Language;

/// <summary>Settings of masked language modelling.</summary>
public sealed record BertOptions : TextMethodOptions, ICheckedOptions
{
    /// <inheritdoc/>
    public override string Name => "bert";

    /// <inheritdoc/>
    public override string Family => "masked";

    /// <inheritdoc/>
    public override string Summary => "Hidden words are predicted from all others (Devlin et al. 2019)";

    /// <summary>Share of the tokens that are to be predicted; 0.15 in the paper.</summary>
    [Range(0.01, 0.95)]
    public double MaskingRate { get; init; } = 0.15;

    /// <summary>Share of these that the mask stands for; 0.8 in the paper.</summary>
    [Range(0.0, 1.0)]
    public double MaskedShare { get; init; } = 0.8;

    /// <summary>Share of these that another token stands for; 0.1 in the paper. What is left stays as it is.</summary>
    [Range(0.0, 1.0)]
    public double ReplacedShare { get; init; } = 0.1;

    /// <summary>Whether all pieces of a word are hidden together.</summary>
    public bool WholeWords { get; init; }

    /// <summary>What is to be said of two stretches of text beside that.</summary>
    public SentenceTask Sentences { get; init; }

    /// <inheritdoc/>
    public override bool ReadsPairs => Sentences != SentenceTask.None;

    /// <inheritdoc/>
    public override ConfigurationMistake? Problem(BackboneOptions backbone) => backbone switch
    {
        BertBackboneOptions { Pooling: Pooling.Pooler } when !ReadsPairs =>
            new("backbone.pooling", "pooler", "is a layer that learns from sentences alone; say method.sentences=next or order, or take mean or class"),
        BertBackboneOptions => null,
        _ => new("backbone.name", backbone.Name, $"must be a BERT: {string.Join(", ", OptionVariants.All<BackboneOptions>().OfType<BertBackboneOptions>().Select(options => options.Name))}"),
    };

    /// <inheritdoc/>
    public override ConfigurationMistake? Problem(TokenRows rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        if (Sentences != SentenceTask.Next || Enumerable.Range(0, rows.Count).Any(row => rows[row].Segments[0].Document != rows[0].Segments[0].Document)) return null;
        return new("method.sentences", "next", $"takes wrong second sentences from other texts, and the data have one text of {SentencePair.Shortest} tokens or more; say order or none, or name more texts (a plain file of paragraphs has many with ?unit=paragraph)");
    }

    /// <inheritdoc/>
    public IEnumerable<ConfigurationMistake> Check()
    {
        if (MaskedShare + ReplacedShare > 1)
            yield return new("replaced_share", $"{ReplacedShare}", $"and masked_share, {MaskedShare}, are shares of the same tokens and must not be more than 1 together");
    }

    /// <inheritdoc/>
    public override Method<TokenBatch> Create(Backbone backbone, MethodContext context, TokenOptions tokens, Tokenizer tokenizer) => new Bert(this, (BertEncoder)backbone, context, tokens, tokenizer);
}
