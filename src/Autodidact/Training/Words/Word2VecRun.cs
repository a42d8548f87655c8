using System.Reflection;
using Autodidact.Configuration;
using Autodidact.Data;
using Autodidact.Data.Text;
using Autodidact.Data.Text.Words;
using Autodidact.Engine.Serialization;
using Autodidact.Models.Words;

namespace Autodidact.Training.Words;

/// <summary>From texts to a folder of word vectors.</summary>
public static class Word2VecRun
{
    /// <summary>The settings in a folder of word vectors, every choice written out; it reads back with <c>--config</c>.</summary>
    public const string Recipe = "recipe.yaml";

    /// <summary>What the vectors were learned from and on.</summary>
    public const string Information = "word2vec.json";

    /// <summary>Opens the texts and looks at the place for the vectors: everything that can be wrong before work begins.</summary>
    /// <exception cref="ConfigurationException">Anything is wrong; lists everything.</exception>
    public static TextSource Check(Word2VecRunOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        List<ConfigurationMistake> mistakes = [.. OptionsChecker.Mistakes(options), .. Mistakes(options.Data, options.Out, out TextSource? source)];
        return mistakes.Count == 0 ? source! : throw new ConfigurationException(mistakes);
    }

    /// <summary>What is wrong with the places that were named, whatever the other settings are.</summary>
    /// <param name="data">The texts; null or empty where nothing was named.</param>
    /// <param name="path">The folder to write; null where nothing was named.</param>
    /// <param name="source">The texts, where they can be opened.</param>
    public static IReadOnlyList<ConfigurationMistake> Mistakes(string? data, string? path, out TextSource? source)
    {
        List<ConfigurationMistake> mistakes = [];
        source = null;
        try
        {
            if (!string.IsNullOrEmpty(data)) source = TextSources.Open(data);
        }
        catch (DataException wrong)
        {
            mistakes.Add(new("data", data, wrong.Message));
        }
        if (Path.Exists(path)) mistakes.Add(new("out", path, "is there already; name a folder that does not exist yet"));
        return mistakes;
    }

    /// <summary>Learns word vectors and writes them; the folder is there when it is complete, or not at all.</summary>
    /// <param name="options">All settings.</param>
    /// <param name="progress">Told now and then how far it is.</param>
    /// <param name="cancel">Ends the learning early. The vectors are written as they are then; before there are any, nothing is.</param>
    /// <exception cref="ConfigurationException">Anything is wrong with the settings; lists everything.</exception>
    /// <exception cref="OperationCanceledException">Stopped before there was a vector.</exception>
    /// <exception cref="InvalidOperationException">The learning rate is so high that the vectors are no numbers any more; or not one word was predicted.</exception>
    public static Task<Word2VecInformation> RunAsync(Word2VecRunOptions options, IProgress<Word2VecProgress>? progress = null, CancellationToken cancel = default) =>
        TrainingThread.RunAsync(() => Run(Check(options), options, progress, cancel));

    /// <summary>The same with texts that are open.</summary>
    public static Task<Word2VecInformation> RunAsync(TextSource source, Word2VecRunOptions options, IProgress<Word2VecProgress>? progress = null, CancellationToken cancel = default) =>
        TrainingThread.RunAsync(() => Run(source, options, progress, cancel));

    private static Word2VecInformation Run(TextSource source, Word2VecRunOptions options, IProgress<Word2VecProgress>? progress, CancellationToken cancel)
    {
        DateTimeOffset started = DateTimeOffset.UtcNow;
        options = options.Resolve() with { Out = options.Out ?? RunFolder.FreePath("word2vec", Path.GetFileName(Path.TrimEndingDirectorySeparator(source.Name)).Split('.')[0]) };
        WordCorpus corpus = WordCorpus.Read(source, new() { Split = options.Split, Lowercase = options.Lowercase, MinCount = options.MinCount, Limit = options.Limit }, cancel: cancel);
        Word2VecResult result = new Word2VecTrainer(corpus, options).Run(progress, cancel);
        if (result.Loss is null)
        {
            cancel.ThrowIfCancellationRequested();
            throw new InvalidOperationException($"Nothing was learned: in {result.Words:N0} words no word had another beside it to be predicted from. sample = {options.Sample.ToString(System.Globalization.CultureInfo.InvariantCulture)} leaves out nearly all words of so small a text (sample=0 leaves out none), or every text is one word. Nothing was written.");
        }
        if (result.Vectors.Rows.Span.IndexOfAnyExceptInRange(float.MinValue, float.MaxValue) >= 0)
            throw new InvalidOperationException($"The vectors are no numbers any more: learning_rate = {options.LearningRate} is too high for these texts. Nothing was written.");
        Word2VecInformation information = new()
        {
            State = result.IsInterrupted ? RunState.Interrupted : RunState.Finished,
            Folder = options.Out,
            Vocabulary = corpus.Vocabulary.Size,
            Dimension = options.Dimension,
            Documents = corpus.Documents,
            Skipped = source.BrokenCount,
            Words = corpus.WordCount,
            Rare = corpus.DroppedCount,
            Epochs = result.Epochs,
            Loss = result.Loss is double loss && double.IsFinite(loss) ? loss : null,
            Seconds = result.Seconds,
            WordsPerSecond = result.Seconds > 0 ? result.Words / result.Seconds : 0,
            Threads = options.Threads!.Value,
            Data = source.Fingerprint,
            Started = started,
            Version = typeof(Word2VecRun).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "",
            Processor = ProcessorInformation.Model,
            Commit = GitCommit.Find(Environment.CurrentDirectory),
        };
        Write(options, information, result.Vectors);
        return information;
    }

    private static void Write(Word2VecRunOptions options, Word2VecInformation information, WordVectors vectors)
    {
        string target = Path.GetFullPath(options.Out!), parent = Path.GetDirectoryName(target)!;
        string temporary = Path.Combine(parent, $".{Path.GetFileName(target)}.{Path.GetRandomFileName()}.tmp");
        try
        {
            WordVectorFolder.Write(temporary, vectors, new Dictionary<string, string> { ["method"] = "word2vec", ["data"] = options.Data, ["fingerprint"] = information.Data, ["seed"] = $"{options.Seed}" });
            AtomicFile.WriteText(Path.Combine(temporary, Recipe), RecipeWriter.Write(options,
                "What these vectors were made with, every choice written out. To make them again, in another folder:",
                "autodidact word2vec --config recipe.yaml --out FOLDER"));
            AtomicFile.WriteText(Path.Combine(temporary, Information), information.ToJson() + "\n");
            AtomicFile.MoveFolder(temporary, target);
        }
        catch
        {
            if (Directory.Exists(temporary)) Directory.Delete(temporary, recursive: true);
            throw;
        }
    }
}
