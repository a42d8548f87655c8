using System.Text;

namespace Autodidact.Training;

/// <summary>What a person should be able to read later: choices, warnings, skipped samples, each with its time.</summary>
/// <param name="path">The file; lines are added at its end.</param>
public sealed class RunLog(string path) : IDisposable
{
    // Without a buffer: what a full disk refused is not to be tried again, and fail again, when the log is closed.
    private readonly FileStream _file = new(path, FileMode.Append, FileAccess.Write, FileShare.Read, bufferSize: 0);

    /// <summary>Adds a line. Thread-safe.</summary>
    public void Write(string line)
    {
        byte[] bytes = Encoding.UTF8.GetBytes($"{DateTime.UtcNow:yyyy-MM-dd HH:mm:ss}Z {line}\n");
        lock (_file)
            _file.Write(bytes);
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();
}
