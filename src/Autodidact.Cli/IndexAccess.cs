using System.CommandLine;
using Autodidact.Cli.Rendering;
using Autodidact.Configuration;
using Autodidact.Data;
using Autodidact.Embeddings.Indexes;
using Autodidact.Engine;
using Autodidact.Engine.Distributed;
using Autodidact.Models;

namespace Autodidact.Cli;

/// <summary>The index that a command searches: the one in the run's folder, or one that is made of the run's own data, and kept there.</summary>
internal sealed class IndexAccess(Shell shell, EncoderArguments arguments, ParseResult parsed) : IProgress<IndexProgress>
{
    private readonly LiveLine _line = new(shell);

    /// <summary>The folder that a command means.</summary>
    public string Folder(string? said) => said ?? Path.Combine(arguments.Path(parsed), "index");

    public void Report(IndexProgress value) => _line.Show((double)value.Done / Math.Max(1, value.Total), () => $"{value.Stage}: {value.Done:N0} of {value.Total:N0}");

    /// <summary>Ends the line of progress.</summary>
    public void Close() => _line.Close();

    /// <summary>A line that stays.</summary>
    public void Note(string note) => _line.Line(note);

    /// <summary>Opens the index, or makes it.</summary>
    /// <exception cref="ConfigurationException">It belongs to another encoder or to other data than are named.</exception>
    public async Task<VectorIndex> OpenAsync(Encoder encoder, string? folder, Split split, int? threads, CancellationToken cancel)
    {
        string path = Folder(folder);
        if (VectorIndex.IsIn(path)) return Open(encoder, path, split);
        MistakeCollector mistakes = new();
        if (folder is not null && Path.Exists(path)) mistakes.Add(new("index", path, "holds no index; name the folder of one, or one that does not exist yet"));
        (string Name, DataSource Source)? data = Data(encoder, split, mistakes);
        mistakes.ThrowIfAny();
        Note($"There is no index in {path} yet; it is made of {data!.Value.Source}.");
        VectorIndex made = await VectorIndex.BuildAsync(encoder, data.Value.Source, data.Value.Name, split, threads: threads, progress: this, cancel: cancel);
        Close();
        shell.NameSkipped(made.Broken);
        try
        {
            made.Save(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            Note($"It could not be kept: {error.Message}");
        }
        return made;
    }

    /// <summary>Works with an index on a thread of its own, to which the number of threads that compute belongs.</summary>
    /// <param name="threads">How many; null for one a core.</param>
    /// <param name="work">What is to be done.</param>
    public static Task<T> RunAsync<T>(int? threads, Func<T> work) => Task.Factory.StartNew(() =>
    {
        TorchRuntime.Threads = threads ?? World.Current.Cores;
        return work();
    }, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    /// <summary>The data that are named, or the run's own.</summary>
    public (string Name, DataSource Source)? Data(Encoder? encoder, Split split, MistakeCollector mistakes)
    {
        string named = "";
        DataSource? source = arguments.Data(parsed, encoder, mistakes, (name, modality) =>
        {
            named = name;
            return DataSources.Open(name, modality, split);
        });
        return source is null ? null : (named, source);
    }

    private VectorIndex Open(Encoder encoder, string path, Split split)
    {
        VectorIndex index = VectorIndex.Open(path);
        try
        {
            index.RequireEncoder(encoder);
            if (arguments.NamesData(parsed))
            {
                MistakeCollector mistakes = new();
                (string Name, DataSource Source)? data = Data(encoder, split, mistakes);
                if (data is { } other && index.Information.Sources.All(source => source.Fingerprint != other.Source.Fingerprint))
                    mistakes.Add(new("data", other.Name, $"is not what the index in {path} was made of ({string.Join(", ", index.Information.Sources.Select(source => source.Data))}); make another with 'index --data {other.Name} --out FOLDER' and name it with --index FOLDER"));
                mistakes.ThrowIfAny();
            }
            return index;
        }
        catch
        {
            index.Dispose();
            throw;
        }
    }
}
