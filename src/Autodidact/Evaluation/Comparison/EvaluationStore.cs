using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Autodidact.Engine.Serialization;
using Autodidact.Training;

namespace Autodidact.Evaluation.Comparison;

/// <summary>What was measured of a run's encoder: <c>evaluation.json</c> in the run's folder. A run that goes on has another encoder, whose figures are not those.</summary>
public sealed class EvaluationStore
{
    /// <summary>The file's name in a run's folder.</summary>
    public const string FileName = "evaluation.json";

    // Those of the newest encoders and data; a file that only grows would be read ever more slowly.
    private const int MostEntries = 32;

    private readonly string _path;
    private readonly List<StoredEvaluation> _entries;

    private EvaluationStore(string path, List<StoredEvaluation> entries) => (_path, _entries) = (path, entries);

    /// <summary>All entries, the oldest first.</summary>
    public IReadOnlyList<StoredEvaluation> Entries => _entries;

    /// <summary>Reads a run's stored evaluations; none where there is no file yet.</summary>
    /// <exception cref="InvalidDataException">The file is there but is not what was written.</exception>
    public static EvaluationStore Read(RunFolder run)
    {
        ArgumentNullException.ThrowIfNull(run);
        string path = Path.Combine(run.FullPath, FileName);
        if (!File.Exists(path)) return new(path, []);
        try
        {
            List<StoredEvaluation>? entries = JsonSerializer.Deserialize(File.ReadAllBytes(path), EvaluationStoreJson.Default.ListStoredEvaluation);
            return entries is not null && entries.TrueForAll(IsWhole) ? new(path, entries) : throw new JsonException("something is missing in it, or a number is too large.");
        }
        catch (JsonException error)
        {
            throw new InvalidDataException($"{path} is damaged: it is not what an evaluation wrote; remove it, and what it held is measured again", error);
        }
    }

    /// <summary>As <see cref="Read"/>, with a damaged file taken for none: it only saves time.</summary>
    /// <param name="note">Told about the damage.</param>
    public static EvaluationStore ReadOrForget(RunFolder run, Action<string>? note = null)
    {
        ArgumentNullException.ThrowIfNull(run);
        try
        {
            return Read(run);
        }
        catch (InvalidDataException damaged)
        {
            note?.Invoke(damaged.Message);
            return new(Path.Combine(run.FullPath, FileName), []);
        }
    }

    /// <summary>SHA-256 of a run's weights as they are now, in hexadecimal digits; null where there are none.</summary>
    public static string? EncoderOf(RunFolder run)
    {
        ArgumentNullException.ThrowIfNull(run);
        string path = Path.Combine(run.Encoder, "encoder.safetensors");
        if (!File.Exists(path)) return null;
        using FileStream file = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }

    /// <summary>What was measured of these data and this encoder with these settings; null where nothing was.</summary>
    public StoredEvaluation? Find(string data, string encoder, string settings) =>
        _entries.FindLast(entry => entry.Data == data && entry.Encoder == encoder && entry.Settings == settings);

    /// <summary>Adds figures to those of the same data, encoder and settings, in place of those of the same evaluations, and writes the file.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Add(StoredEvaluation measured)
    {
        ArgumentNullException.ThrowIfNull(measured);
        if (Find(measured.Data, measured.Encoder, measured.Settings) is { } before)
        {
            HashSet<(string, string)> replaced = [.. measured.Card.Results.Select(Key)];
            EvaluationRow[] rows = [.. before.Card.Results.Where(row => !replaced.Contains(Key(row))), .. measured.Card.Results];
            measured = measured with
            {
                Card = measured.Card with
                {
                    Results = rows,
                    Evaluations = [.. before.Card.Evaluations.Union(measured.Card.Evaluations)],
                    Baselines = [.. before.Card.Baselines.Union(measured.Card.Baselines)],
                    Notes = [.. before.Card.Notes.Union(measured.Card.Notes)],
                },
            };
            _entries.Remove(before);
        }

        _entries.Add(measured);
        if (_entries.Count > MostEntries) _entries.RemoveAt(0);
        AtomicFile.WriteText(_path, JsonSerializer.Serialize(_entries, EvaluationStoreJson.Default.ListStoredEvaluation) + "\n", makeFolder: false);

        static (string, string) Key(EvaluationRow row) => (row.Evaluation, row.Features);
    }

    // JSON can say 1e999 and leave out what no card is without.
    private static bool IsWhole(StoredEvaluation? entry) =>
        entry is { Data: not null, Encoder: not null, Settings: not null, Card: { Data: not null, Results: not null, Broken: not null, Notes: not null, Evaluations: not null, Baselines: not null } card }
        && card.Notes.All(note => note is not null) && card.Broken.Concat(card.Evaluations).Concat(card.Baselines).All(text => text is not null)
        && card.Results.All(row => row is { Evaluation: not null, Features: not null, Metric: not null, Settings: not null }
            && double.IsFinite(row.Value + row.Low + row.High) && row.Settings.Values.All(double.IsFinite) && (row.Details?.Values.All(double.IsFinite) ?? true));
}

/// <summary>Serialisation is generated at build time, which keeps start-up short.</summary>
[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(List<StoredEvaluation>))]
internal sealed partial class EvaluationStoreJson : JsonSerializerContext;
