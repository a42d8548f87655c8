using System.Text;
using Autodidact.Evaluation;
using Autodidact.Evaluation.Comparison;
using Autodidact.Tests.Support;
using Autodidact.Training;

namespace Autodidact.Tests.Fuzzing.Targets;

/// <summary><c>evaluation.json</c> of a run: read, looked through, compared, and written again with more in it.</summary>
internal sealed class EvaluationStoreTarget : IFuzzTarget
{
    private static readonly EvaluationCard s_card = new()
    {
        Data = "shapes/train", Classes = 10, Train = 100, Test = 50, Seed = 0, Notes = ["größer"], Broken = ["a.png: no picture"],
        Results = [new("knn", "encoder", "accuracy", 0.5, 0.4, 0.6, 50, new Dictionary<string, double> { ["k"] = 20 })],
    };

    private static readonly StoredEvaluation s_entry = new("data", "encoder", "k=20", new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero), s_card);

    public string Name => "evaluation-store";

    public string FileName => EvaluationStore.FileName;

    public IReadOnlyList<Type> Covers => [typeof(EvaluationStore)];

    public IReadOnlyList<Type> Refusals => [typeof(InvalidDataException)];

    public IReadOnlyList<byte[]> Seeds { get; } = [Seed(), Encoding.UTF8.GetBytes("[]")];

    public IReadOnlyList<string> Words =>
        ["\"data\":", "\"card\":", "\"results\":", "\"settings\":", "null", "1e999", "-1e999", "\"NaN\"", "99999999999999999999", "\"\\ud800\"", "{", "[", "[[[[[[[[", "[null]", ",", "\"measured\":", "\"value\":", "true", "\"x\":1,"];

    public void Prepare(string folder) => File.WriteAllText(Path.Combine(folder, "recipe.yaml"), "data: shapes\n");

    public void Read(string path)
    {
        EvaluationStore store = EvaluationStore.Read(RunFolder.Open(Path.GetDirectoryName(path)!));
        foreach (StoredEvaluation entry in store.Entries)
        {
            if (store.Find(entry.Data, entry.Encoder, entry.Settings) is null) throw new InvalidOperationException("An entry is not found.");
            _ = entry.Has(["knn"], baselines: true);
        }

        store.Add(s_entry);
    }

    private static byte[] Seed()
    {
        using TemporaryFolder folder = new();
        RunFolder run = RunFolder.Create(folder["run"]);
        EvaluationStore.Read(run).Add(s_entry);
        return File.ReadAllBytes(Path.Combine(run.FullPath, EvaluationStore.FileName));
    }
}
