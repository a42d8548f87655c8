using System.CommandLine;
using System.Globalization;
using Autodidact.Cli.Rendering;
using Autodidact.Configuration;
using Autodidact.Data.Text;
using Autodidact.Training;
using Autodidact.Training.Words;
using Spectre.Console;

namespace Autodidact.Cli.Commands;

/// <summary>From texts to word vectors.</summary>
internal static class Word2VecCommand
{
    public const string Description = "Learn word vectors from texts (word2vec: skip-gram or CBOW).";

    private static readonly (string Setting, string Value, string Description)[] s_flags =
    [
        ("data", "DATA", "Texts: a file, plain or gz, or a folder; or kind:path with kind text, tsv, csv or jsonl."),
        ("out", "FOLDER", "Where the vectors go; must not exist. Default: runs/word2vec-DATA-N."),
        ("cbow", SettingFlags.Switch, "The mean of the words around predicts a word (CBOW), instead of each of them (skip-gram)."),
        ("dimension", "N", "Numbers in a vector."),
        ("window", "N", "Words on each side that count as surroundings."),
        ("negatives", "N", "Drawn words that each word is told from."),
        ("sample", "SHARE", "Share of all words above which a word is left out here and there; 0 leaves out none."),
        ("min_count", "N", "Words that occur less often have no vector."),
        ("split", "whitespace|letters", "What a word is: what stands between white space, or letters and digits alone."),
        ("lowercase", SettingFlags.Switch, "Write capitals small."),
        ("epochs", "N", "Passes over the texts."),
        ("limit", "N", "Use only the first texts."),
        ("seed", "N", "Decides first vectors and what is drawn."),
        ("threads", "N", "Threads that learn. One gives the same bytes every time, several do not."),
    ];

    public static Command Create(Shell shell)
    {
        Command command = new("word2vec", Description);
        SettingFlags flags = new(command, s_flags);
        command.SetAction((parsed, cancel) => RunAsync(shell, Read(flags.Read(parsed)), cancel));
        return command;
    }

    /// <summary>Binds what was said and opens the texts; all that is wrong is said at once.</summary>
    private static (Word2VecRunOptions Options, TextSource Source) Read(Setting said)
    {
        Word2VecRunOptions options;
        try
        {
            options = OptionsBinder.Bind<Word2VecRunOptions>(said);
        }
        catch (ConfigurationException wrong)
        {
            throw new ConfigurationException([.. wrong.Mistakes, .. Word2VecRun.Mistakes(Said("data"), Said("out"), out _).Where(mistake => wrong.Mistakes.All(known => known.Field != mistake.Field))]);
        }
        return (options, Word2VecRun.Check(options));

        string? Said(string name) => said.Children.GetValueOrDefault(name)?.Text;
    }

    private static async Task<int> RunAsync(Shell shell, (Word2VecRunOptions Options, TextSource Source) wanted, CancellationToken cancel)
    {
        LiveLine line = new(shell);
        foreach (string note in wanted.Source.Notes) line.Line(note);
        line.Line($"{(wanted.Options.Cbow ? "CBOW" : "skip-gram")} on {wanted.Source.Name} ({Math.Min(wanted.Source.Count, wanted.Options.Limit ?? int.MaxValue):N0} texts), threads: {wanted.Options.Resolve().Threads}");
        Word2VecInformation information = await Word2VecRun.RunAsync(wanted.Source, wanted.Options, new Display(line), cancel);
        line.Close();
        shell.Print(new Word2VecResultJson(information.Folder, information), CliJson.Default.Word2VecResultJson, terminal =>
        {
            terminal.MarkupLineInterpolated($"[green]{information.Vocabulary:N0} words of {information.Dimension} numbers[/] after {information.Epochs:0.##} passes over {information.Words:N0} words in {TimeSpan.FromSeconds(information.Seconds):h\\:mm\\:ss}, {information.WordsPerSecond:N0} words/s{Loss(", ", information.Loss)}");
            terminal.MarkupLineInterpolated($"They lie in {information.Folder}. Next: autodidact words nearest {information.Folder} WORD, or words evaluate {information.Folder} --data TESTS");
        });
        if (information.State == RunState.Finished) return ExitCode.Done;
        shell.Error.WriteLine($"Interrupted; the vectors as they were then are in {information.Folder}. They cannot be learned further.");
        return ExitCode.Interrupted;
    }

    // Nothing was predicted yet, or the sum is no number.
    private static string Loss(string before, double? loss) => loss is double known ? string.Create(CultureInfo.InvariantCulture, $"{before}loss {known:0.0000}") : "";

    private sealed class Display(LiveLine line) : IProgress<Word2VecProgress>
    {
        public void Report(Word2VecProgress value) => line.Show((double)value.Words / value.TotalWords, () => string.Create(CultureInfo.InvariantCulture,
            $"pass {value.Epochs:0.00}  {value.WordsPerSecond:N0} words/s{Loss("  ", value.Loss)}  lr {value.LearningRate:0.00000}  {value.TimeLeft:h\\:mm\\:ss} left"), always: value.Words == value.TotalWords);
    }
}

/// <summary>What <c>word2vec --json</c> prints.</summary>
internal sealed record Word2VecResultJson(string Vectors, Word2VecInformation Information);
