using System.Text.Json;
using Autodidact.Training.Diagnosis;
using Microsoft.Win32.SafeHandles;

namespace Autodidact.Training;

/// <summary>
/// The run's figures, one JSON object a line, in the order of steps. Lines are handed to the system as soon as they are
/// written, so a killed process loses none, and a resumed run goes on without a hole or a double line.
/// </summary>
public sealed class MetricsLog : IDisposable
{
    private readonly FileStream _file;
    private readonly SafeFileHandle _handle;
    private readonly MemoryStream _line = new();

    /// <summary>Opens the log at <paramref name="path"/> and cuts what lies beyond <paramref name="lastStep"/>: it will be written again.</summary>
    /// <param name="path">The file; made where it is missing.</param>
    /// <param name="lastStep">The last step whose lines are kept; 0 for a new run.</param>
    public MetricsLog(string path, long lastStep = 0)
    {
        _file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, bufferSize: 1);
        try
        {
            _file.SetLength(LengthThrough(_file, lastStep));
            _file.Seek(0, SeekOrigin.End);
            _handle = _file.SafeFileHandle;
        }
        catch
        {
            _file.Dispose();
            throw;
        }
    }

    /// <summary>Writes one line. A figure that is not a finite number is written as null: JSON has no other word for it.</summary>
    public void Write(long step, IEnumerable<KeyValuePair<string, double>> figures) => Write(step, json =>
    {
        foreach ((string name, double value) in figures)
            if (double.IsFinite(value)) json.WriteNumber(name, Rounded(value));
            else json.WriteNull(name);
    });

    /// <summary>Writes one line about something that goes wrong.</summary>
    public void Write(Finding finding) => Write(finding.Step, json =>
    {
        json.WriteString("finding", finding.Name);
        json.WriteString("evidence", finding.Evidence);
    });

    private void Write(long step, Action<Utf8JsonWriter> content)
    {
        _line.SetLength(0);
        using (Utf8JsonWriter json = new(_line))
        {
            json.WriteStartObject();
            json.WriteNumber("step", step);
            content(json);
            json.WriteEndObject();
        }
        _line.WriteByte((byte)'\n');
        _file.Write(_line.GetBuffer(), 0, (int)_line.Length);
    }

    /// <summary>The numbers of each line of a log, in order; what is torn or no number is left out.</summary>
    /// <param name="path">The file.</param>
    /// <param name="lastStep">The last step that is of interest.</param>
    public static IEnumerable<(long Step, IReadOnlyDictionary<string, double> Figures)> Read(string path, long lastStep = long.MaxValue)
    {
        foreach (string line in File.ReadLines(path))
        {
            if (Numbers(line) is not { } numbers || !numbers.Remove("step", out double step))
                continue;
            if (step > lastStep)
                yield break;
            yield return ((long)step, numbers);
        }
    }

    /// <summary>What was found to go wrong, in order, each thing once. Names that are not known (any more) are told with their evidence alone.</summary>
    /// <param name="path">The file.</param>
    public static IReadOnlyList<Finding> ReadFindings(string path)
    {
        Dictionary<string, FailureMode> modes = FailureModes.All().ToDictionary(mode => mode.Name);
        List<Finding> findings = [];
        foreach (string line in File.ReadLines(path))
        {
            // Nearly all lines are figures.
            if (!line.Contains("\"finding\"", StringComparison.Ordinal) || Words(line) is not (string name, string evidence, long step) || findings.Exists(finding => finding.Name == name)) continue;
            findings.Add(modes.TryGetValue(name, out FailureMode? mode) ? mode.Found(step, evidence) : new Finding(name, step, evidence, "", ""));
        }
        return findings;
    }

    private static (string Name, string Evidence, long Step)? Words(string line)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(line);
            JsonElement root = document.RootElement;
            return root.GetProperty("finding").GetString() is { } name && root.GetProperty("evidence").GetString() is { } evidence ? (name, evidence, root.GetProperty("step").GetInt64()) : null;
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    private static Dictionary<string, double>? Numbers(string line)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(line);
            Dictionary<string, double> numbers = [];
            foreach (JsonProperty property in document.RootElement.EnumerateObject())
                if (property.Value.ValueKind == JsonValueKind.Number && property.Value.TryGetDouble(out double value))
                    numbers[property.Name] = value;
            return numbers;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>Waits until the lines are on the disk. May be called while another thread writes.</summary>
    public void Flush() => RandomAccess.FlushToDisk(_handle);

    /// <inheritdoc/>
    public void Dispose()
    {
        _file.Dispose();
        _line.Dispose();
    }

    /// <summary>Bytes up to the end of the last whole line of a step that is kept.</summary>
    private static long LengthThrough(FileStream file, long lastStep)
    {
        if (lastStep == 0)
            return 0;
        byte[] content = new byte[file.Length];
        file.ReadExactly(content);
        int kept = 0;
        while (Array.IndexOf(content, (byte)'\n', kept) is int end and >= 0 && StepOf(content.AsSpan(kept, end - kept)) <= lastStep)
            kept = end + 1;
        return kept;
    }

    private static long StepOf(ReadOnlySpan<byte> line)
    {
        try
        {
            Utf8JsonReader json = new(line);
            using JsonDocument document = JsonDocument.ParseValue(ref json);
            return document.RootElement.GetProperty("step").GetInt64();
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return long.MaxValue;      // torn by a crash of the machine: it and what follows are written again
        }
    }

    /// <summary>Seven digits are all that a 32-bit figure holds; more would only make the file longer.</summary>
    private static double Rounded(double value) =>
        double.Parse(value.ToString("G7", System.Globalization.CultureInfo.InvariantCulture), System.Globalization.CultureInfo.InvariantCulture);
}
