using Autodidact.Configuration;
using Autodidact.Data;
using Autodidact.Data.Text;
using Autodidact.Methods;

namespace Autodidact.Training;

/// <summary>Learning from texts, all of them in memory as rows of tokens.</summary>
internal sealed class TextTraining : TrainingData
{
    // The runs of a sweep learn from the same rows, which take a while to make. They stay until others are made.
    private static ((string Data, TokenOptions Options, bool Pairs) Key, TokenRows Rows)? s_last;

    private readonly TextSource _source;

    /// <param name="options">Checked.</param>
    /// <param name="source">The texts.</param>
    /// <param name="tokenizer">What cuts them; null for what <paramref name="options"/> say.</param>
    /// <param name="told">Told how far the cutting is.</param>
    /// <param name="cancel">Ends the cutting.</param>
    /// <exception cref="ConfigurationException">The tokenizer does not fit, or the texts fill fewer rows than a batch has.</exception>
    /// <exception cref="DataException">Too many texts are broken, or not one is long enough.</exception>
    public TextTraining(PretrainOptions options, TextSource source, Tokenizer? tokenizer, Action<Preparation>? told, CancellationToken cancel)
    {
        _source = source;
        bool pairs = ((TextMethodOptions)options.Method).ReadsPairs;
        Require(source, options.MaximumBadShare);
        TokenOptions tokens = tokenizer is null ? Tokens(options) : options.Tokens with { Tokenizer = tokenizer.Fingerprint };
        (string, TokenOptions, bool) key = (source.Fingerprint, tokens, pairs);
        Rows = s_last is { } last && last.Key == key ? last.Rows
            : TokenRows.Of(source, tokenizer ?? tokens.Make(source.Texts(read: Told("learning a vocabulary"), cancel: cancel), cancel), tokens.Length, pairs, Told("cutting texts into tokens"), cancel);
        s_last = (key, Rows);
        int size = Rows.Tokenizer.Vocabulary.Size;
        if (tokenizer is null && tokens.Tokenizer is null && size > tokens.VocabularySize)
            Notes = [$"the vocabulary has {size:N0} tokens and not {tokens.VocabularySize:N0}, as tokens.vocabulary_size says: the texts' single characters alone are as many, and no piece is longer"];
        if (options.Method is TextMethodOptions method && method.Problem(Rows) is { } unfit) throw new ConfigurationException([unfit]);
        if (Rows.Count < options.FitTo(Rows.Count).Batch)
            throw new ConfigurationException([new("batch", $"{options.Batch}", 
                $"is more than the {Rows.Count} rows of {tokens.Length} tokens that {source.Name} fills; {(Rows.Count < 2 ? "a step takes two at least: more text is needed, or shorter rows (tokens.length)" : $"take {Rows.Count} or fewer")}")]);
        if (options.FitTo(Rows.Count).BatchMistakes().ToArray() is { Length: > 0 } uneven) throw new ConfigurationException(uneven);

        Action<int>? Told(string work) => told is null ? null : done => told(new(work, done, source.Count));
    }

    /// <summary>What is learned from.</summary>
    public TokenRows Rows { get; }

    /// <summary>What a person should know of how they were made, beside what the rows say.</summary>
    public IReadOnlyList<string> Notes { get; } = [];

    public override DataSource Source => _source;

    public override int Count => Rows.Count;

    public override Tokenizer Tokenizer => Rows.Tokenizer;

    public override PretrainOptions Resolve(PretrainOptions options) =>
        (options with { Backbone = options.Backbone.Resolve(Rows.Tokenizer, options.Tokens.Length) }).Resolve(Count);

    public override TResult Use<TResult>(PretrainOptions options, IPartsUser<TResult> user)
    {
        using TextParts parts = new(options, _source, Rows, Notes);
        return user.Use(parts);
    }

    /// <summary>A network that a run starts from knows its own tokens by their numbers.</summary>
    private static TokenOptions Tokens(PretrainOptions options)
    {
        if (options.From is not string from || StartingWeights.TokenizerOf(from) is not string theirs) return options.Tokens;
        if (options.Tokens.Tokenizer is string own && Tokenizer.Load(own).Fingerprint != Tokenizer.Load(theirs).Fingerprint)
            throw new ConfigurationException([new("tokens.tokenizer", own, $"is another one than that of {from}, whose network knows tokens by other numbers; leave it out to take that one over")]);
        return options.Tokens with { Tokenizer = theirs };
    }

    private static void Require(TextSource source, double maximumBadShare)
    {
        long all = source.Count + source.BrokenCount;
        if (source.BrokenCount > 1 && source.BrokenCount > maximumBadShare * all)
            throw new DataException($"{source.Name}: {source.BrokenCount:N0} of {all:N0} records are broken, which is more than the {maximumBadShare:P0} allowed (maximum_bad_share). The first is {source.Broken[0].Id}: {source.Broken[0].Reason}.");
    }
}
