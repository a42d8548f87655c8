using Autodidact.Engine;
using Xunit;

namespace Autodidact.Tests.Golden;

/// <summary>How actual values are held against expected ones.</summary>
public sealed partial class GoldenCase
{
    private const double ZeroTolerance = 1e-6;

    private readonly HashSet<string> _numericallyZero;
    private readonly HashSet<string> _settled = [];

    /// <summary>
    /// Holds <paramref name="actual"/> (row-major) against an expectation: whole numbers exactly, tensors that are zero up to
    /// rounding within 1e-6, everything else by max|actual - expected| / max|expected|.
    /// </summary>
    /// <param name="expectation">As <c>kind/name</c>: <c>output/loss</c>, <c>grad/x</c>.</param>
    /// <param name="actual">The values this project computes.</param>
    /// <param name="tolerance">A relative error other than <see cref="Tolerance"/>, where the file's description allows it.</param>
    public void Check(string expectation, ReadOnlySpan<double> actual, double? tolerance = null)
    {
        GoldenTensor expected = Find(expectation);
        double largest = expected.Values.Select(Math.Abs).DefaultIfEmpty().Max();
        bool isZero = largest == 0 || _numericallyZero.Contains(expectation);
        double allowed = expected.IsInteger && tolerance is null ? 0 : isZero ? ZeroTolerance : (tolerance ?? Tolerance) * largest;
        CheckWithin(expectation, actual, allowed);
    }

    /// <inheritdoc cref="Check(string, ReadOnlySpan{double}, double?)"/>
    public void Check(string expectation, ReadOnlySpan<float> actual, double? tolerance = null) => Check(expectation, Widen(actual), tolerance);

    /// <inheritdoc cref="Check(string, ReadOnlySpan{double}, double?)"/>
    public void Check(string expectation, double actual, double? tolerance = null) => Check(expectation, [actual], tolerance);

    /// <inheritdoc cref="Check(string, ReadOnlySpan{double}, double?)"/>
    public void Check(string expectation, Tensor? actual, double? tolerance = null)
    {
        Assert.True(actual is not null, $"{this} {expectation}: there is no value.");
        Assert.True(Find(expectation).Shape.AsSpan().SequenceEqual(actual.Shape), $"{this} {expectation}: the shape is [{string.Join(", ", actual.Shape)}], expected [{string.Join(", ", Find(expectation).Shape)}].");
        Check(expectation, actual.Detach().ToArray<double>(), tolerance);
    }

    /// <summary>Holds values against an expectation with an absolute tolerance, such as one grey level.</summary>
    public void CheckWithin(string expectation, ReadOnlySpan<double> actual, double allowed)
    {
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

    /// <summary>Says openly that an expectation is not held here, and why.</summary>
    public void LeaveOut(string expectation, string because)
    {
        Assert.NotEmpty(because);
        Assert.True(Expects(expectation), $"{this} does not expect '{expectation}'.");
        _settled.Add(expectation);
    }

    /// <summary>Fails when something that the case expects was neither checked nor left out with a reason.</summary>
    public void MustBeSettled()
    {
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
