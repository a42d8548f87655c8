namespace Autodidact.Training;

/// <summary>What a person should be able to read later: choices, warnings, skipped samples, each with its time.</summary>
/// <param name="path">The file; lines are added at its end.</param>
public sealed class RunLog(string path) : IDisposable
{
    private readonly StreamWriter _writer = new(path, append: true) { AutoFlush = true };

    /// <summary>Adds a line. Thread-safe.</summary>
    public void Write(string line)
    {
        lock (_writer)
            _writer.WriteLine($"{DateTime.UtcNow:yyyy-MM-dd HH:mm:ss}Z {line}");
    }

    /// <inheritdoc/>
    public void Dispose() => _writer.Dispose();
}
