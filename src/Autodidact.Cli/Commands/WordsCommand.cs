using System.CommandLine;
using System.Globalization;
using Autodidact.Configuration;
using Autodidact.Data;
using Autodidact.Evaluation;
using Autodidact.Evaluation.Words;
using Autodidact.Models.Words;
using Spectre.Console;

namespace Autodidact.Cli.Commands;

/// <summary>Looks at word vectors, learned here or elsewhere.</summary>
internal static class WordsCommand
{
    public const string Description = "Look at word vectors: what they are worth, which words are near.";

    public static Command Create(Shell shell) => new("words", Description) { Evaluate(shell), Nearest(shell) };

    private static Argument<string> Vectors() => new("VECTORS") { Description = "A folder that 'word2vec' wrote, or a file in the text format of word2vec or GloVe, plain or gz." };

    private static Command Evaluate(Shell shell)
    {
        Argument<string> vectors = Vectors();
        Option<string> data = new("--data") { Description = "A file or a folder of files: pairs of words with people's scores (WordSim-353, SimLex-999), or analogies (questions-words).", HelpName = "TESTS", Required = true };
        Command command = new("evaluate", "Rank correlation with people's judgement of likeness, and analogies.") { vectors, data };
        command.SetAction((parsed, cancel) => Task.Run(() =>
        {
            MistakeCollector mistakes = new();
            IReadOnlyList<WordTest>? tests = mistakes.Try(() => Sources.Using(parsed.GetRequiredValue(data), () => WordTest.Open(parsed.GetRequiredValue(data))));
            WordVectors? loaded = mistakes.Try(() => Load(parsed.GetRequiredValue(vectors)));
            mistakes.ThrowIfAny();
            Print(shell, WordEvaluator.Measure(parsed.GetRequiredValue(vectors), loaded!, tests!, cancel));
        }, cancel));
        return command;
    }

    private static Command Nearest(Shell shell)
    {
        Argument<string> vectors = Vectors();
        Argument<string[]> words = new("WORD") { Description = "Words whose neighbours to show.", Arity = ArgumentArity.OneOrMore };
        Option<int> count = new("--count") { Description = "How many neighbours.", HelpName = "N", DefaultValueFactory = _ => 10 };
        count.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && (!int.TryParse(result.Tokens[0].Value, out int value) || value < 1))
                result.AddError($"--count = {result.Tokens[0].Value}: must be a whole number of at least 1");
        });
        Command command = new("nearest", "The words whose vectors point the same way.") { vectors, words, count };
        command.SetAction((parsed, cancel) => Task.Run(() =>
        {
            WordVectors loaded = Load(parsed.GetRequiredValue(vectors));
            MistakeCollector mistakes = new();
            NearestEntry?[] found = [.. parsed.GetRequiredValue(words).Select(word => mistakes.Try(() => NearestTo(loaded, word, parsed.GetValue(count))))];
            mistakes.ThrowIfAny();
            shell.Print(new NearestResult([.. found.Select(entry => entry!)]), CliJson.Default.NearestResult, terminal =>
            {
                foreach (NearestEntry? entry in found)
                    terminal.MarkupLineInterpolated($"[green]{entry!.Word}[/]: {string.Join(", ", entry.Neighbours.Select(near => $"{near.Word} {Number(near.Cosine)}"))}");
            });
        }, cancel));
        return command;
    }

    private static NearestEntry NearestTo(WordVectors vectors, string word, int count) => vectors.Vocabulary.TryFind(word, out int number) || vectors.Vocabulary.TryFindAnyCase(word, out number)
        ? new(vectors.Vocabulary.Words[number], vectors.Nearest(number, count))
        : throw new ConfigurationException([new("word", word, "has no vector", vectors.Vocabulary.Size <= 100_000 ? Spelling.Nearest(word, vectors.Vocabulary.Words) : null)]);

    private static WordVectors Load(string path)
    {
        try
        {
            return WordVectorFolder.Load(path);
        }
        catch (DataException wrong) when (!Path.Exists(path))
        {
            throw new ConfigurationException([new("vectors", path, wrong.Message)]);
        }
    }

    private static void Print(Shell shell, WordCard card) => shell.Print(card, CliJson.Default.WordCard, terminal =>
    {
        terminal.MarkupLineInterpolated($"{card.Vectors}: {card.Words:N0} words of {card.Dimension} numbers (95 % intervals over pairs and questions, not over seeds)");
        if (card.Similarity.Count > 0)
        {
            Table table = Columns("pairs", "covered", "Spearman's ρ");
            foreach (SimilarityRow row in card.Similarity)
                table.AddRow(Markup.Escape(row.Test), $"{row.Covered:N0} of {row.Pairs:N0}", row.Spearman is double value ? $"{Number(value)} [grey]{Number(row.Low)} to {Number(row.High)}[/]" : "-");
            terminal.Write(table);
        }
        if (card.Analogies.Count > 0)
        {
            Table table = Columns("analogies", "covered", "3CosAdd", "3CosMul");
            foreach (AnalogyRow row in card.Analogies)
                table.AddRow(Markup.Escape(row.Section ?? $"{row.Test}, all"), $"{row.Covered:N0} of {row.Questions:N0}", row.Covered == 0 ? "-" : Share(row.Add, row.AddInterval), row.Covered == 0 ? "-" : Share(row.Multiply, row.MultiplyInterval));
            terminal.Write(table);
        }
    });

    private static Table Columns(string first, params string[] others)
    {
        Table table = new Table { Border = TableBorder.Horizontal }.AddColumns(first);
        foreach (string title in others) table.AddColumn(new TableColumn(title).RightAligned());
        return table;
    }

    private static string Share(double value, Interval interval) => $"{Percent(value)} [grey]{Percent(interval.Low)} to {Percent(interval.High)}[/]";

    private static string Percent(double value) => (100 * value).ToString("0.0", CultureInfo.InvariantCulture) + " %";

    private static string Number(double value) => value.ToString("0.000", CultureInfo.InvariantCulture);
}

/// <summary>What <c>words nearest --json</c> prints.</summary>
internal sealed record NearestResult(NearestEntry[] Words);

internal sealed record NearestEntry(string Word, IReadOnlyList<WordNeighbour> Neighbours);
