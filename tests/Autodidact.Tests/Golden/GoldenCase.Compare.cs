using Autodidact.Engine;
using Xunit;

namespace Autodidact.Tests.Golden;

/// <summary>How actual values are held against expected ones.</summary>
public sealed partial class GoldenCase
{
    private const double ZeroTolerance = 1e-6;

    // What double precision leaves of zero where the file does not say that it is zero.
    private const double Rounding = 1e-12;

    private readonly HashSet<string> _numericallyZero;
    private readonly HashSet<string> _settled = [];

    /// <summary>
    /// Holds <paramref name="actual"/> (row-major) against an expectation: whole numbers exactly, tensors that are zero up to
    /// rounding within 1e-6, everything else by max|actual - expected| / max|expected|. What is no finite number must be the same. Nothing is held where the case
    /// does not state the expectation.
    /// </summary>
    /// <param name="expectation">As <c>kind/name</c>: <c>output/loss</c>, <c>grad/x</c>.</param>
    /// <param name="actual">The values this project computes.</param>
    /// <param name="tolerance">A relative error other than <see cref="Tolerance"/>, where the file's description allows it.</param>
    public void Check(string expectation, ReadOnlySpan<double> actual, double? tolerance = null)
    {
        if (!Expects(expectation)) return;
        GoldenTensor expected = Find(expectation);
        double largest = expected.Values.Where(double.IsFinite).Select(Math.Abs).DefaultIfEmpty().Max();
        bool isZero = largest == 0 || _numericallyZero.Contains(expectation);
        double allowed = expected.IsInteger && tolerance is null ? 0 : isZero ? ZeroTolerance : Math.Max((tolerance ?? Tolerance) * largest, Rounding);
        CheckWithin(expectation, actual, allowed);
    }

    /// <inheritdoc cref="Check(string, ReadOnlySpan{double}, double?)"/>
    public void Check(string expectation, ReadOnlySpan<float> actual, double? tolerance = null) => Check(expectation, Widen(actual), tolerance);

    /// <inheritdoc cref="Check(string, ReadOnlySpan{double}, double?)"/>
    public void Check(string expectation, double actual, double? tolerance = null) => Check(expectation, [actual], tolerance);

    /// <inheritdoc cref="Check(string, ReadOnlySpan{double}, double?)"/>
    public void Check(string expectation, Tensor? actual, double? tolerance = null)
    {
        if (!Expects(expectation)) return;
        Assert.True(actual is not null, $"{this} {expectation}: there is no value.");
        Assert.True(Find(expectation).Shape.AsSpan().SequenceEqual(actual.Shape), $"{this} {expectation}: the shape is [{string.Join(", ", actual.Shape)}], expected [{string.Join(", ", Find(expectation).Shape)}].");
        Check(expectation, actual.Detach().ToArray<double>(), tolerance);
    }

    /// <summary>Holds values against an expectation, where it is stated, with an absolute tolerance, such as one grey level.</summary>
    public void CheckWithin(string expectation, ReadOnlySpan<double> actual, double allowed)
    {
        if (!Expects(expectation)) return;
        GoldenTensor expected = Find(expectation);
        _settled.Add(expectation);
        Assert.True(expected.Values.Length == actual.Length, $"{this} {expectation}: expected {expected.Values.Length} elements [{string.Join(", ", expected.Shape)}], but there are {actual.Length}.");
        (int worst, double error) = (0, 0);
        for (int index = 0; index < actual.Length; index++)
        {
            double difference = Math.Abs(actual[index] - expected.Values[index]);
            if (Same(actual[index], expected.Values[index]) || difference <= error) continue;
            (worst, error) = (index, difference);
            if (double.IsNaN(error)) break;
        }

        Assert.True(error <= allowed, error <= allowed ? null : $"{this} {expectation}: element {worst} is {actual[worst]:R}, expected {expected.Values[worst]:R}; the difference {error:G3} is over the {allowed:G3} allowed.");
    }

    /// <summary>Holds an expectation, where it is stated, to be no less than a value, and says why it cannot be held more closely.</summary>
    public void CheckAtLeast(string expectation, double least, string because)
    {
        Assert.NotEmpty(because);
        if (!Expects(expectation)) return;
        _settled.Add(expectation);
        Assert.All(Find(expectation).Values, value => Assert.True(value >= least - (Tolerance * Math.Abs(least)), $"{this} {expectation}: {value:R} is expected, which is below {least:R}; {because}."));
    }

    /// <summary>Says openly that an expectation, where it is stated, is not held here, and why.</summary>
    public void LeaveOut(string expectation, string because)
    {
        Assert.NotEmpty(because);
        _settled.Add(expectation);
    }

    /// <summary>Fails when something that the case expects was neither checked nor left out with a reason, and when it expects nothing.</summary>
    public void MustBeSettled()
    {
        Assert.True(Expectations.Any(), $"{this} states no result; it has {string.Join(", ", _tensors.Keys.DefaultIfEmpty("nothing"))}.");
        string[] open = [.. Expectations.Where(expectation => !_settled.Contains(expectation))];
        Assert.True(open.Length == 0, $"{this}: the binder never looked at {string.Join(", ", open)}.");
    }

    private static bool Same(double actual, double expected) => actual == expected || (double.IsNaN(actual) && double.IsNaN(expected));

    private static double[] Widen(ReadOnlySpan<float> values)
    {
        double[] wide = new double[values.Length];
        for (int index = 0; index < wide.Length; index++) wide[index] = values[index];
        return wide;
    }
}
