using System.Text;
using Autodidact.Training;

namespace Autodidact.Tests.Fuzzing.Targets;

/// <summary><c>.lock.json</c> that another process left; whatever it says, the lock can be taken.</summary>
internal sealed class RunLockTarget : IFuzzTarget
{
    public string Name => "run-lock";

    public string FileName => ".lock.json";

    public IReadOnlyList<Type> Covers => [typeof(RunLock)];

    public IReadOnlyList<Type> Refusals => [];

    public IReadOnlyList<byte[]> Seeds { get; } = [Encoding.UTF8.GetBytes("{\n  \"program\": \"autodidact\",\n  \"process_id\": 7,\n  \"host\": \"größer\",\n  \"started\": \"2024-01-02T03:04:05+00:00\"\n}\n")];

    public IReadOnlyList<string> Words => ["null", "{}", "[", "[[[[", "\"process_id\":", "99999999999", "1e999", "\"\\ud800\"", "\"9999-12-31T23:59:59-14:00\"", "\"started\":", "\"host\":", ","];

    public void Read(string path)
    {
        using RunLock held = RunLock.Take(Path.GetDirectoryName(path)!);
        held.Check();
        if (held.Note is "") throw new InvalidOperationException("A note without a word.");
    }
}
