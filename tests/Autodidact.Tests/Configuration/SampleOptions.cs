using System.ComponentModel.DataAnnotations;
using Autodidact.Configuration;

namespace Autodidact.Tests.Configuration;

/// <summary>Options with everything that options can have, so that these tests do not change with the library's own options.</summary>
public sealed record SampleOptions : ICheckedOptions
{
    public string Data { get; init; } = "photos";

    [Range(1, int.MaxValue)]
    public int Batch { get; init; } = 256;

    [Range(0.0, 1.0)]
    public double? Share { get; init; }

    public ulong Seed { get; init; }

    public bool Shuffle { get; init; } = true;

    public SampleColor Color { get; init; } = SampleColor.DarkRed;

    [AllowedValues(18, 34)]
    public int Depth { get; init; } = 18;

    [Length(1, 3)]
    public IReadOnlyList<double> Scales { get; init; } = [0.5, 1];

    public string? Out { get; init; }

    public SampleMethod Method { get; init; } = new SampleContrast();

    public SampleViews Views { get; init; } = new();

    public IEnumerable<ConfigurationMistake> Check()
    {
        if (Batch < Depth)
            yield return new("batch", $"{Batch}", $"must be at least depth ({Depth})");
    }

    public bool SameAs(SampleOptions other) => this with { Scales = other.Scales } == other && Scales.SequenceEqual(other.Scales);
}

public enum SampleColor
{
    DarkRed,
    Green,
}

public sealed record SampleViews
{
    [Range(0.0, 1.0, MinimumIsExclusive = true)]
    public double MinScale { get; init; } = 0.08;
}

public abstract record SampleMethod
{
    public abstract string Name { get; }
}

public sealed record SampleContrast : SampleMethod
{
    public override string Name => "contrast";

    [Range(0.0, 100.0, MinimumIsExclusive = true)]
    public double Temperature { get; init; } = 0.5;
}

public sealed record SampleRegression : SampleMethod
{
    public override string Name => "regression";

    public bool StopGradient { get; init; } = true;
}
