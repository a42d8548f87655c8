using Autodidact.Configuration;
using Autodidact.Data;
using Autodidact.Data.Text;
using Autodidact.Methods;
using Autodidact.Models.Transformers.Bert;

namespace Autodidact.Training;

/// <summary>Learning from texts, all of them in memory as rows of tokens.</summary>
internal sealed class TextTraining : TrainingData
{
    // Many runs of a sweep learn from the same rows, which take a while to make.
    private static WeakReference<Made>? s_last;

    private readonly TextSource _source;

    /// <exception cref="ConfigurationException">The tokenizer does not fit, or the texts fill fewer rows than a batch has.</exception>
    public TextTraining(PretrainOptions options, TextSource source)
    {
        _source = source;
        bool pairs = ((TextMethodOptions)options.Method).ReadsPairs;
        (string, TokenOptions, bool) key = (source.Fingerprint, options.Tokens, pairs);
        if (s_last is null || !s_last.TryGetTarget(out Made? made) || made.Key != key)
            s_last = new(made = new(key, Cut(options, source, pairs)));
        Rows = made.Rows;
        if (Rows.Count < options.Batch)
            throw new ConfigurationException([new("batch", $"{options.Batch}", $"must be at most {Rows.Count}, the rows of {options.Tokens.Length} tokens that {source.Name} fills")]);
        if (((BertBackboneOptions)options.Backbone).Positions < options.Tokens.Length)
            throw new ConfigurationException([new("tokens.length", $"{options.Tokens.Length}", $"must be at most {((BertBackboneOptions)options.Backbone).Positions}, the backbone's positions")]);
    }

    /// <summary>What is learned from.</summary>
    public TokenRows Rows { get; }

    public override DataSource Source => _source;

    public override int Count => Rows.Count;

    public override PretrainOptions Resolve(PretrainOptions options) =>
        (options with { Backbone = ((BertBackboneOptions)options.Backbone).Resolve(Rows.Tokenizer, options.Tokens.Length) }).Resolve(Count);

    public override TResult Use<TResult>(PretrainOptions options, IPartsUser<TResult> user)
    {
        using TextParts parts = new(options, _source, Rows);
        return user.Use(parts);
    }

    private static TokenRows Cut(PretrainOptions options, TextSource source, bool pairs)
    {
        try
        {
            return TokenRows.Of(source, options.Tokens, pairs);
        }
        catch (DataException wrong) when (options.Tokens.Tokenizer is not null)
        {
            throw new ConfigurationException([new("tokens.tokenizer", options.Tokens.Tokenizer, wrong.Message)]);
        }
        catch (ArgumentException wrong)
        {
            throw new ConfigurationException([new("tokens.vocabulary_size", $"{options.Tokens.VocabularySize}", wrong.Message)]);
        }
    }

    private sealed record Made((string Data, TokenOptions Options, bool Pairs) Key, TokenRows Rows);
}
