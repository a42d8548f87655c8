using System.Collections.Concurrent;
using Autodidact.Engine.Modules;
using Autodidact.Engine.Serialization;

namespace Autodidact.Training;

/// <summary>
/// Writes checkpoints on a thread of their own: whoever trains waits for a copy in memory, and for the disk only where the last
/// checkpoint is not written yet. One is under way at a time. Belongs to the training thread.
/// </summary>
/// <param name="store">Where they go.</param>
internal sealed class CheckpointWriter(CheckpointStore store) : IDisposable
{
    private readonly StateSnapshot _snapshot = new();
    private readonly ConcurrentQueue<(long Step, string Path)> _saved = [];
    private Task? _writing;

    /// <summary>Where checkpoints go.</summary>
    public CheckpointStore Store => store;

    /// <summary>Done on the writing thread before each checkpoint: what must be on the disk before it.</summary>
    public Action? Before { get; set; }

    /// <summary>Copies the state and has it written.</summary>
    /// <param name="progress">How far the run is.</param>
    /// <param name="state">Everything that changes from step to step.</param>
    /// <param name="backbone">What the names of the backbone's tensors begin with.</param>
    /// <param name="beside">Done on the writing thread when the checkpoint is safe: what is made from the same state.</param>
    /// <exception cref="RunStorageException">The checkpoint before this one could not be written.</exception>
    public void Save(TrainingProgress progress, IEnumerable<NamedTensor> state, string backbone, Action<StateSnapshot>? beside)
    {
        Wait();
        _snapshot.Take(state);
        _writing = Task.Factory.StartNew(() => Write(progress, backbone, beside), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>The checkpoints that have become safe since the last call.</summary>
    /// <exception cref="RunStorageException">One could not be written.</exception>
    public IEnumerable<(long Step, string Path)> Saved()
    {
        if (_writing is { IsCompleted: true })
            Wait();
        while (_saved.TryDequeue(out (long, string) saved))
            yield return saved;
    }

    /// <summary>Waits until everything is safe.</summary>
    /// <exception cref="RunStorageException">Something could not be written.</exception>
    public void Wait()
    {
        Task? writing = _writing;
        _writing = null;
        writing?.GetAwaiter().GetResult();
    }

    /// <summary>Waits, whatever comes of it: for somebody who has something worse to say.</summary>
    public void Settle()
    {
        try
        {
            Wait();
        }
        catch (RunStorageException)
        {
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Settle();
        _snapshot.Dispose();
    }

    private void Write(TrainingProgress progress, string backbone, Action<StateSnapshot>? beside)
    {
        string path = store.PathOf(progress.Step);
        try
        {
            Before?.Invoke();
            store.Write(progress, _snapshot, backbone);
            store.Prune(progress);
            beside?.Invoke(_snapshot);
            _saved.Enqueue((progress.Step, path));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new RunStorageException($"The checkpoint of step {progress.Step}, or what belongs to it,", path, store.Newest, error);
        }
    }
}
