using System.Globalization;
using System.Text.RegularExpressions;
using Autodidact.Engine.Serialization;

namespace Autodidact.Tests.Golden;

/// <summary>
/// One case: inputs, weights and hyperparameters to feed, and expectations to meet. A binder checks every expectation
/// (<c>output/…</c>, <c>grad/…</c>, <c>grad_weight/…</c>, <c>state_after/…</c>) or leaves it out with a reason. A case may expect less than others
/// of its kind: what it does not state is not checked.
/// </summary>
public sealed partial class GoldenCase
{
    private static readonly string[] s_givenKinds = ["input", "weight"], s_expectedKinds = ["output", "grad", "grad_weight", "state_after"];

    private readonly string _folder;
    private readonly HashSet<string> _others;
    private readonly Dictionary<string, string> _metadata = [];
    private readonly Dictionary<string, GoldenTensor> _tensors = [];

    private GoldenCase(string folder, string file, string name)
    {
        (_folder, File, Name) = (folder, file, name);
        using SafetensorsFile data = SafetensorsFile.Open(Path.Combine(folder, file + ".safetensors"));
        string prefix = name + "/";
        _others = [.. data.Entries.Select(entry => entry.Name)];
        foreach (SafetensorsEntry entry in data.Entries.Where(entry => entry.Name.StartsWith(prefix, StringComparison.Ordinal)))
            _tensors.Add(entry.Name[prefix.Length..], GoldenTensor.Read(data, entry));
        if (_tensors.Keys.FirstOrDefault(key => !s_givenKinds.Contains(KindOf(key)) && !s_expectedKinds.Contains(KindOf(key))) is string odd)
            throw new InvalidDataException($"'{odd}' of {this} is of no known kind; kinds are {string.Join(", ", s_givenKinds.Concat(s_expectedKinds))}.");
        foreach ((string key, string value) in data.Metadata.Where(pair => pair.Key.StartsWith(prefix, StringComparison.Ordinal)))
            _metadata.Add(key[prefix.Length..], value);
        double reference = _metadata.TryGetValue("float32_error_of_reference", out string? error) ? double.Parse(error, CultureInfo.InvariantCulture) : 0;
        Tolerance = Math.Max(1e-5, 10 * reference);
        _numericallyZero = [.. _metadata.GetValueOrDefault("numerically_zero", "").Split(' ', StringSplitOptions.RemoveEmptyEntries)];
    }

    /// <summary>The group, which is the file's name without its ending.</summary>
    public string File { get; }

    /// <summary>The case's name in the file.</summary>
    public string Name { get; }

    /// <summary>Relative error allowed to a float32 implementation: 1e-5, or ten times the error the reference makes in float32.</summary>
    public double Tolerance { get; }

    /// <summary>Inputs by name.</summary>
    public IReadOnlyDictionary<string, GoldenTensor> Inputs => OfKind("input");

    /// <summary>Parameters and buffers before the call, by their names in PyTorch's state dictionary.</summary>
    public IReadOnlyDictionary<string, GoldenTensor> Weights => OfKind("weight");

    /// <summary>All that is to be met, as <c>kind/name</c>.</summary>
    public IEnumerable<string> Expectations => _tensors.Keys.Where(key => s_expectedKinds.Contains(KindOf(key))).Order(StringComparer.Ordinal);

    /// <summary>Reads a case of the golden folder, or of another.</summary>
    public static GoldenCase Load(string file, string name, string? folder = null) => new(folder ?? GoldenFolder.Path!, file, name);

    /// <summary>Another case of the same file, such as the data that several share.</summary>
    public GoldenCase Other(string name) => new(_folder, File, name);

    /// <summary>The case that holds an input: this one, or else the one that its note or its reference names ("x in pca_digits"), or else <paramref name="usual"/>.</summary>
    public GoldenCase Holder(string input, string usual)
    {
        if (_tensors.ContainsKey("input/" + input)) return this;
        string text = $"{_metadata.GetValueOrDefault("note")} {_metadata.GetValueOrDefault("reference")}";
        return Other(Words().Matches(text).Select(word => word.Value).FirstOrDefault(word => _others.Contains($"{word}/input/{input}")) ?? usual);
    }

    /// <summary>An input.</summary>
    public GoldenTensor Input(string name) => Find("input/" + name);

    /// <summary>A parameter or buffer before the call.</summary>
    public GoldenTensor Weight(string name) => Find("weight/" + name);

    /// <summary>An expectation, as <c>kind/name</c>.</summary>
    public GoldenTensor Expected(string expectation) => Find(expectation);

    /// <summary>Whether the case states this expectation (<c>kind/name</c>).</summary>
    public bool Expects(string expectation) => _tensors.ContainsKey(expectation);

    /// <summary>Whether the case states this hyperparameter.</summary>
    public bool Has(string hyperparameter) => _metadata.ContainsKey("hyper/" + hyperparameter);

    /// <summary>A hyperparameter as it is written.</summary>
    public string Text(string hyperparameter) => _metadata.TryGetValue("hyper/" + hyperparameter, out string? value)
        ? value
        : throw new KeyNotFoundException($"{File}/{Name} has no hyperparameter '{hyperparameter}'; it has {string.Join(", ", _metadata.Keys.Where(key => key.StartsWith("hyper/", StringComparison.Ordinal)).DefaultIfEmpty("none"))}.");

    /// <summary>A hyperparameter that is a number.</summary>
    public double Number(string hyperparameter) => Parsed(hyperparameter, Text(hyperparameter));

    /// <summary>A hyperparameter that is a number, or its default where the case does not state it.</summary>
    public double Number(string hyperparameter, double otherwise) => Has(hyperparameter) ? Number(hyperparameter) : otherwise;

    /// <summary>A hyperparameter that is a whole number.</summary>
    public int Integer(string hyperparameter) => Number(hyperparameter) is double number && number == (int)number
        ? (int)number
        : throw new FormatException($"{this}: '{hyperparameter}' is {Text(hyperparameter)}, which is no whole number.");

    /// <summary>A hyperparameter that is <c>True</c> or <c>False</c>.</summary>
    public bool Flag(string hyperparameter) => bool.Parse(Text(hyperparameter));

    /// <summary>A hyperparameter that is a list, <c>[6, 6]</c>, <c>(1, 2)</c> or <c>5,3,3</c>.</summary>
    public double[] Numbers(string hyperparameter) =>
        [.. Text(hyperparameter).Trim('[', ']', '(', ')').Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(item => Parsed(hyperparameter, item))];

    /// <inheritdoc/>
    public override string ToString() => $"{File}/{Name}";

    // As case names are written; the stop behind a sentence is not part of one.
    [GeneratedRegex(@"[\w.]*\w")]
    private static partial Regex Words();

    private double Parsed(string hyperparameter, string text) => double.TryParse(text, CultureInfo.InvariantCulture, out double number)
        ? number
        : throw new FormatException($"{this}: '{hyperparameter}' is '{text}', which is no number.");

    private static string KindOf(string key) => key.Split('/')[0];

    private GoldenTensor Find(string key) => _tensors.TryGetValue(key, out GoldenTensor? tensor)
        ? tensor
        : throw new KeyNotFoundException($"{File}/{Name} has no '{key}'; it has {string.Join(", ", _tensors.Keys.DefaultIfEmpty("nothing"))}.");

    private Dictionary<string, GoldenTensor> OfKind(string kind) => _tensors
        .Where(pair => pair.Key.StartsWith(kind + "/", StringComparison.Ordinal))
        .ToDictionary(pair => pair.Key[(kind.Length + 1)..], pair => pair.Value);
}
