using System.Text;
using Autodidact.Training;
using Autodidact.Training.Diagnosis;

namespace Autodidact.Tests.Fuzzing.Targets;

/// <summary><c>metrics.jsonl</c> of a run that is continued: what cannot be read is cut off, and nothing is refused.</summary>
internal sealed class MetricsTarget : IFuzzTarget
{
    public string Name => "metrics";

    public string FileName => "metrics.jsonl";

    public IReadOnlyList<Type> Covers => [typeof(MetricsLog)];

    public IReadOnlyList<Type> Refusals => [];

    public IReadOnlyList<byte[]> Seeds { get; } = [Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(1, 6).Select(step => $"{{\"step\":{step},\"loss\":{step}.5,\"rank\":null}}\n")))];

    public IReadOnlyList<string> Words => ["\"step\":", "\"step\":1.5", "\"step\":\"1\"", "\n", "\r\n", "{}", "[]", "null", "{\"step\":1}\n", "{\"step\":99999999999999999999}", "\\ud800", "[[[[[[[[[[", "1e999", "\0", "//", "{\"step\":1} x\n", "{\"step\":2,\"finding\":\"dead_codes\",\"evidence\":\"many\"}\n", "\"finding\":7"];

    public void Read(string path)
    {
        foreach ((long step, IReadOnlyDictionary<string, double> figures) in MetricsLog.Read(path))
            if (figures.ContainsKey("step")) throw new InvalidOperationException($"The step {step} is read as a figure.");
        foreach (Finding finding in MetricsLog.ReadFindings(path))
            if (finding.Evidence is null) throw new InvalidOperationException($"{finding.Name} has no evidence.");
        long before = new FileInfo(path).Length;
        using MetricsLog log = new(path, lastStep: 3);
        if (new FileInfo(path).Length > before) throw new InvalidOperationException("The log has grown before a line was written.");
        log.Write(4, [new("loss", 1)]);
    }
}
