using System.Text.Json;
using Autodidact.Configuration;
using Autodidact.Engine.Serialization;

namespace Autodidact.Training;

/// <summary>
/// Keeps every other process from training in a run's folder until it is disposed. The system holds the lock on <c>.lock</c> and
/// lets go when the process dies, however it dies; <c>.lock.json</c> says who holds it.
/// </summary>
/// <remarks>
/// Two files, because nobody else can open the locked one to read a name from it. The locked file is never
/// removed, or two processes could hold locks on two files of one name.
/// </remarks>
public sealed class RunLock : IDisposable
{
    internal const string FileName = ".lock", HolderName = ".lock.json";

    // Somebody who only looks whether the lock is held holds it for a moment.
    private const int Attempts = 10, PauseMilliseconds = 50;

    // EWOULDBLOCK: what flock says of a lock that somebody else holds.
    private const int Held = 11;

    private readonly FileStream _file;
    private readonly string _holderPath;
    private readonly RunHolder _holder;

    private RunLock(FileStream file, string holderPath)
    {
        (_file, _holderPath) = (file, holderPath);
        if (Read(holderPath) is RunHolder gone)
            Note = $"{gone} trained here and ended without a word; its lock was taken over";
        _holder = new(Path.GetFileName(Environment.ProcessPath) ?? "autodidact", Environment.ProcessId, Environment.MachineName, DateTimeOffset.UtcNow);
        AtomicFile.WriteText(holderPath, JsonSerializer.Serialize(_holder, RunHolderJson.Default.RunHolder) + "\n", makeFolder: false);
    }

    /// <summary>What a person should know: that a process before was killed. Null otherwise.</summary>
    public string? Note { get; }

    /// <summary>Takes the lock of the run at <paramref name="folder"/>.</summary>
    /// <exception cref="ConfigurationException">Another process trains there, or the folder cannot be written.</exception>
    internal static RunLock Take(string folder)
    {
        string full = Path.GetFullPath(folder), path = Path.Combine(full, FileName), holder = Path.Combine(full, HolderName);
        for (int attempt = 1; ; attempt++)
        {
            FileStream? file = null;
            try
            {
                file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1);
                return new RunLock(file, holder);
            }
            catch (IOException error) when (error.HResult == Held)
            {
                if (attempt < Attempts)
                    Thread.Sleep(PauseMilliseconds);
                else
                    throw Refusal(folder, $"is being trained in by another process{(Read(holder) is RunHolder other ? $": {other}" : "")}; wait for it, or name another folder");
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                file?.Dispose();
                throw Refusal(folder, $"cannot be written: {error.Message}");
            }
        }
    }

    /// <summary>The process that trains in the run at <paramref name="folder"/>; null when none does. A lock without a name counts as an unknown process.</summary>
    internal static RunHolder? HolderOf(string folder)
    {
        string path = Path.Combine(folder, FileName);
        try
        {
            if (File.Exists(path))
                new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 1).Dispose();
            return null;
        }
        catch (IOException error) when (error.HResult == Held)
        {
            return Read(Path.Combine(folder, HolderName)) ?? new RunHolder("unknown", 0, "unknown", default);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Makes sure that the folder is still the one that was locked.</summary>
    /// <exception cref="IOException">It was replaced by another, and another process trains in that.</exception>
    internal void Check()
    {
        if (Read(_holderPath) is RunHolder other && other != _holder)
            throw new IOException($"the folder was replaced by another one, in which {other} trains");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        try
        {
            if (Read(_holderPath) == _holder)
                File.Delete(_holderPath);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // A name without a lock behind it is recognised as left over.
        }
        _file.Dispose();
    }

    private static RunHolder? Read(string path)
    {
        try
        {
            return File.Exists(path) ? JsonSerializer.Deserialize(File.ReadAllBytes(path), RunHolderJson.Default.RunHolder) : null;
        }
        catch (Exception error) when (error is JsonException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static ConfigurationException Refusal(string folder, string problem) => new([new("out", folder, problem)]);
}
