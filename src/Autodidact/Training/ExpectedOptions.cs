using System.ComponentModel.DataAnnotations;
using Autodidact.Configuration;

namespace Autodidact.Training;

/// <summary>
/// Between which figures a run of a recipe is expected to lie, whatever its seed: percent of the data's test part, lowest and
/// highest, as in <c>expected: { knn: [38.0, 46.0] }</c>. Unset: nothing is expected.
/// </summary>
public sealed record ExpectedOptions : ICheckedOptions
{
    /// <summary>Accuracy of nearest neighbours.</summary>
    [Range(0.0, 100.0), Length(2, 2)]
    public IReadOnlyList<double>? Knn { get; init; }

    /// <summary>Accuracy of the linear probe.</summary>
    [Range(0.0, 100.0), Length(2, 2)]
    public IReadOnlyList<double>? Linear { get; init; }

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
    public IEnumerable<ConfigurationMistake> Check() => Bands.Where(band => band.Value.Low > band.Value.High).Select(band =>
        new ConfigurationMistake(band.Key, $"[{OptionValue.Write(band.Value.Low)}, {OptionValue.Write(band.Value.High)}]", "must be the lowest figure and then the highest"));
}
