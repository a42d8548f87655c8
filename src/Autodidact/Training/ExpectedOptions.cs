using System.ComponentModel.DataAnnotations;
using Autodidact.Configuration;
using Autodidact.Training.Diagnosis;

namespace Autodidact.Training;

/// <summary>
/// Between which figures a run of a recipe is expected to lie, whatever its seed: percent of the data's test part, lowest and
/// highest, as in <c>expected: { knn: [38.0, 46.0] }</c>; and what goes wrong in it. Unset: nothing is expected of a figure, and no finding.
/// </summary>
public sealed record ExpectedOptions : ICheckedOptions
{
    /// <summary>Accuracy of nearest neighbours.</summary>
    [Range(0.0, 100.0), Length(2, 2)]
    public IReadOnlyList<double>? Knn { get; init; }

    /// <summary>Accuracy of the linear probe.</summary>
    [Range(0.0, 100.0), Length(2, 2)]
    public IReadOnlyList<double>? Linear { get; init; }

    /// <summary>Names of what goes wrong in every run (<c>docs/findings.md</c>), for recipes that show it: these and no others. Unset: nothing.</summary>
    public IReadOnlyList<string>? Findings { get; init; }

    /// <summary>What is expected, by the name of the evaluation, in percent.</summary>
    public IReadOnlyDictionary<string, (double Low, double High)> Bands
    {
        get
        {
            Dictionary<string, (double, double)> bands = [];
            if (Knn is [double leastKnn, double mostKnn]) bands["knn"] = (leastKnn, mostKnn);
            if (Linear is [double leastLinear, double mostLinear]) bands["linear"] = (leastLinear, mostLinear);
            return bands;
        }
    }

    /// <inheritdoc/>
    public IEnumerable<ConfigurationMistake> Check()
    {
        foreach ((string name, (double low, double high)) in Bands.Where(band => band.Value.Low > band.Value.High))
            yield return new(name, $"[{OptionValue.Write(low)}, {OptionValue.Write(high)}]", "must be the lowest figure and then the highest");
        string[] known = [.. FailureModes.All().Select(mode => mode.Name)];
        foreach (string name in (Findings ?? []).Where(name => !known.Contains(name)))
            yield return new("findings", name, $"is no finding; allowed are {string.Join(", ", known)}", Spelling.Nearest(name, known));
    }
}
