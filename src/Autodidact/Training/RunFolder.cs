using Autodidact.Configuration;
using Autodidact.Engine;
using Autodidact.Engine.Serialization;

namespace Autodidact.Training;

/// <summary>
/// Where a run lives: its recipe, what it ran on, its metrics, what the method saw, its checkpoints, and the encoder that is
/// kept. The folder is the run: copying it copies everything.
/// </summary>
public sealed class RunFolder
{
    /// <summary>The folder that holds runs without a place of their own.</summary>
    public const string DefaultRoot = "runs";

    private RunFolder(string path) => FullPath = System.IO.Path.GetFullPath(Path = path);

    /// <summary>The path as it was given.</summary>
    public string Path { get; }

    /// <summary>The absolute path.</summary>
    public string FullPath { get; }

    /// <summary>The configuration with every choice made: <c>recipe.yaml</c>.</summary>
    public string Recipe => In("recipe.yaml");

    /// <summary>Pictures, what was seen of them, and what the method made of it, for methods that predict pixels: <c>reconstructions.png</c>.</summary>
    public string Reconstructions => In("reconstructions.png");

    /// <summary>Versions, machine, data and state of the run: <c>run.json</c>.</summary>
    public string Information => In("run.json");

    /// <summary>One JSON object a step: <c>metrics.jsonl</c>.</summary>
    public string Metrics => In("metrics.jsonl");

    /// <summary>Warnings and choices in words: <c>log.txt</c>.</summary>
    public string Log => In("log.txt");

    /// <summary>What the method saw in its first batch: <c>views.png</c>.</summary>
    public string Views => In("views.png");

    /// <summary>What the earlier run is that this one builds on, for methods that do: <c>earlier.json</c>.</summary>
    public string Earlier => In("earlier.json");

    /// <summary>Everything that is needed to go on.</summary>
    public string Checkpoints => In("checkpoints");

    /// <summary>What is kept of the run: <c>encoder/encoder.safetensors</c> and <c>encoder/encoder.json</c>.</summary>
    public string Encoder => In("encoder");

    /// <summary>A new run at <paramref name="path"/>.</summary>
    /// <exception cref="ConfigurationException">Something is there already: a run is never overwritten.</exception>
    public static RunFolder Create(string path)
    {
        if (Problem(path) is string problem)
            throw Refusal(path, problem);
        try
        {
            Directory.CreateDirectory(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Refusal(path, $"cannot be made: {error.Message}");
        }
        return new RunFolder(path);
    }

    /// <summary>Why no new run can lie at <paramref name="path"/>; null where nothing is in its way.</summary>
    internal static string? Problem(string path) =>
        File.Exists(path) ? "is a file; name a folder that does not exist yet"
        : !Directory.Exists(path) || IsUnused(path) ? null
        : IsRun(path) ? "holds a run already; continue it with --resume, or name another folder"
        : "is a folder with something else in it; name a folder that does not exist yet";

    /// <summary>Removes the folder again where nothing was started in it. Only for who holds its lock: a run that another process is about to begin looks the same.</summary>
    internal void RemoveUnused()
    {
        if (!Directory.Exists(FullPath) || !IsUnused(FullPath))
            return;
        try
        {
            Directory.Delete(FullPath, recursive: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // An empty folder is taken by the next attempt.
        }
    }

    /// <summary>The run at <paramref name="path"/> of the machine of another process.</summary>
    internal static RunFolder Elsewhere(string path) => new(path);

    /// <summary>The run at <paramref name="path"/>.</summary>
    /// <exception cref="ConfigurationException">There is no run.</exception>
    public static RunFolder Open(string path) => IsRun(path)
        ? new RunFolder(path)
        : throw Refusal(path, Directory.Exists(path) ? "holds no run (there is no recipe.yaml in it)" : "does not exist");

    /// <summary>Keeps every other process from training in this folder until it is disposed; the system lets go when a process dies.</summary>
    /// <exception cref="ConfigurationException">Another process trains in it.</exception>
    public RunLock Lock() => RunLock.Take(Path);

    /// <summary>What cuts texts, where the run learns from texts.</summary>
    public string Tokenizer => System.IO.Path.Combine(Encoder, Models.TextPreprocessing.TokenizerFile);

    /// <summary>Whether the run has all of what it builds on: the description of it, and a checkpoint with its weights.</summary>
    internal bool HasEarlier => File.Exists(Earlier) && new CheckpointStore(Checkpoints).Newest is not null;

    /// <summary>Whether a run was started at <paramref name="path"/>.</summary>
    public static bool IsRun(string path) => File.Exists(System.IO.Path.Combine(path, "recipe.yaml"));

    /// <summary>The first free <c>runs/METHOD-DATA-N</c>.</summary>
    public static string FreePath(string method, string data, string root = DefaultRoot) =>
        Numbered(method, data, root).First(path => !Directory.Exists(path) && !File.Exists(path));

    /// <summary>The last of the runs that <see cref="FreePath"/> named for this method and data; null when there is none.</summary>
    public static string? LatestPath(string method, string data, string root = DefaultRoot) =>
        Numbered(method, data, root).TakeWhile(Directory.Exists).LastOrDefault(IsRun);

    /// <summary>Reads the run's recipe. A device that only the machine has on which it was written is left open.</summary>
    /// <exception cref="ConfigurationException">The file was changed into something that is no recipe.</exception>
    public PretrainOptions ReadRecipe()
    {
        Setting said = ReadSettings();
        if (said.Children.GetValueOrDefault("device")?.Text is string device && TorchRuntime.DeviceProblem(device) is not null)
            said.Set("device", OptionValue.Write(null));
        return OptionsBinder.Bind<PretrainOptions>(said);
    }

    /// <summary>What the run's recipe says, before it is bound. A tokenizer is the run's own copy, wherever it came from.</summary>
    /// <exception cref="ConfigurationException">The file was changed into something that is no recipe.</exception>
    public Setting ReadSettings()
    {
        Setting said = new();
        RecipeReader.ReadFile(Recipe, said);
        if (File.Exists(Tokenizer))
            said.Set("tokens.tokenizer", Tokenizer);
        return said;
    }

    /// <summary>Writes <paramref name="options"/> as this run's recipe.</summary>
    public void WriteRecipe(object options) => AtomicFile.WriteText(Recipe, RecipeWriter.Write(options,
        "What this run was made with, every choice written out. To make it again, in another folder:",
        "autodidact pretrain --config recipe.yaml --out FOLDER"), makeFolder: false);

    // A process that was killed before its first word leaves its lock and perhaps half a file behind.
    private static bool IsUnused(string path) => Directory.EnumerateFileSystemEntries(path)
        .All(entry => System.IO.Path.GetFileName(entry) is RunLock.FileName or RunLock.HolderName || AtomicFile.IsTemporary(entry));

    private string In(string name) => System.IO.Path.Combine(FullPath, name);

    private static IEnumerable<string> Numbered(string method, string data, string root)
    {
        string name = new([.. data.ToLowerInvariant().Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '-')]);
        for (int number = 1; ; number++)
            yield return System.IO.Path.Combine(root, $"{method}-{name.Trim('-')}-{number}");
    }

    private static ConfigurationException Refusal(string path, string problem) => new([new("out", path, problem)]);
}
