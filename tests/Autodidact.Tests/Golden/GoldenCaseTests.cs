using Autodidact.Engine;
using Autodidact.Engine.Serialization;
using Autodidact.Tests.Support;
using Xunit;
using Xunit.Sdk;

namespace Autodidact.Tests.Golden;

/// <summary>The measure itself: a comparison that cannot fail would pass every golden case.</summary>
public sealed class GoldenCaseTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Hyperparameters_and_tolerance_are_read()
    {
        GoldenCase golden = Make();
        Assert.Equal(0.5, golden.Number("temperature"));
        Assert.Equal([6, 6], golden.Numbers("size"));
        Assert.Equal(7, golden.Number("missing", otherwise: 7));
        Assert.Equal(2e-5, golden.Tolerance, 1e-12);
        Assert.Equal(["output/ids", "output/loss", "output/zero"], golden.Expectations);
    }

    [Fact]
    public void An_error_within_the_tolerance_passes_and_one_over_it_fails()
    {
        GoldenCase golden = Make();
        golden.Check("output/loss", [100 + 1.9e-3, 1]);
        Assert.Throws<TrueException>(() => golden.Check("output/loss", [100 + 2.1e-3, 1]));
        Assert.Throws<TrueException>(() => golden.Check("output/loss", [double.NaN, 1]));
        Assert.Throws<TrueException>(() => golden.Check("output/loss", [100, double.NaN]));
        Assert.Throws<TrueException>(() => golden.Check("output/loss", [100.0]));
    }

    [Fact]
    public void Whole_numbers_are_met_exactly_and_zeros_within_rounding()
    {
        GoldenCase golden = Make();
        golden.Check("output/ids", [3.0]);
        Assert.Throws<TrueException>(() => golden.Check("output/ids", [3.0000001]));
        golden.Check("output/zero", [9e-7]);
        Assert.Throws<TrueException>(() => golden.Check("output/zero", [1.1e-6]));
    }

    [Fact]
    public void What_was_never_looked_at_fails()
    {
        GoldenCase golden = Make();
        golden.Check("output/loss", [100, 1]);
        golden.Check("output/ids", [3.0]);
        Assert.Contains("output/zero", Assert.Throws<TrueException>(golden.MustBeSettled).Message, StringComparison.Ordinal);
        golden.LeaveOut("output/zero", "this test leaves it out");
        golden.MustBeSettled();
    }

    private GoldenCase Make()
    {
        SafetensorsWriter.Write(
            _folder["group.safetensors"],
            [
                new("case_0/output/loss", ScalarType.Float64, [2], Bytes(100, 1)),
                new("case_0/output/ids", ScalarType.Int64, [1], BitConverter.GetBytes(3L)),
                new("case_0/output/zero", ScalarType.Float64, [1], Bytes(3e-11)),
                new("case_00/output/loss", ScalarType.Float64, [1], Bytes(5)),
            ],
            new Dictionary<string, string>
            {
                ["case_0/hyper/temperature"] = "0.5",
                ["case_0/hyper/size"] = "[6, 6]",
                ["case_0/float32_error_of_reference"] = "2e-06",
                ["case_0/numerically_zero"] = "output/zero",
            });
        return GoldenCase.Load("group", "case_0", _folder.Path);
    }

    private static byte[] Bytes(params double[] values) => [.. values.SelectMany(BitConverter.GetBytes)];
}
