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

    [Fact]
    public void What_is_not_stated_is_not_held()
    {
        GoldenCase golden = Make();
        golden.Check("output/missing", [1.0]);
        golden.LeaveOut("output/missing", "this test leaves it out");
        Assert.Contains("output/loss", Assert.Throws<TrueException>(golden.MustBeSettled).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_finite_number_is_met_by_itself_alone()
    {
        Write(new() { ["odd/output/x"] = [double.NaN, double.PositiveInfinity, 2] });
        GoldenCase golden = GoldenCase.Load("group", "odd", _folder.Path);
        golden.Check("output/x", [double.NaN, double.PositiveInfinity, 2]);
        Assert.Throws<TrueException>(() => golden.Check("output/x", [double.NaN, double.PositiveInfinity, 2.1]));
        Assert.Throws<TrueException>(() => golden.Check("output/x", [double.NaN, 1, 2]));
        Assert.Throws<TrueException>(() => golden.Check("output/x", [0, double.PositiveInfinity, 2]));
    }

    [Fact]
    public void A_case_that_makes_no_sense_says_so()
    {
        Write(new() { ["empty/input/x"] = [1], ["odd/outptu/x"] = [1], ["bad/output/x"] = [1] }, new() { ["empty/kind"] = "official", ["bad/hyper/k"] = "many", ["bad/hyper/part"] = "1.5" });
        Assert.Contains("states no result", Assert.Throws<TrueException>(GoldenCase.Load("group", "empty", _folder.Path).MustBeSettled).Message, StringComparison.Ordinal);
        Assert.Contains("outptu/x", Assert.Throws<InvalidDataException>(() => GoldenCase.Load("group", "odd", _folder.Path)).Message, StringComparison.Ordinal);
        GoldenCase bad = GoldenCase.Load("group", "bad", _folder.Path);
        Assert.Contains("'many'", Assert.Throws<FormatException>(() => bad.Integer("k")).Message, StringComparison.Ordinal);
        Assert.Contains("1.5", Assert.Throws<FormatException>(() => bad.Integer("part")).Message, StringComparison.Ordinal);
        Assert.Contains("'hyper'", Assert.Throws<KeyNotFoundException>(() => bad.Text("hyper")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Input_is_found_where_the_note_says_it_is()
    {
        Write(
            new() { ["usual/input/x"] = [1], ["other_0.5/input/x"] = [2], ["own/input/x"] = [3], ["own/output/y"] = [0], ["named/output/y"] = [0], ["plain/output/y"] = [0] },
            new() { ["named/note"] = "features x are in case other_0.5; with few", ["plain/note"] = "nothing", ["own/note"] = "x in usual" });
        Assert.Equal([3, 2, 1], new[] { "own", "named", "plain" }.Select(name => GoldenCase.Load("group", name, _folder.Path).Holder("x", "usual").Input("x").Scalar));
    }

    [Fact]
    public void Cases_are_what_states_a_result_or_claims_to()
    {
        Write(new() { ["data/input/x"] = [1], ["claims/input/x"] = [1], ["whole/output/y"] = [1] }, new() { ["format"] = "pt", ["claims/kind"] = "official", ["noted/reference"] = "nothing" });
        Assert.Equal(["claims", "noted", "whole"], GoldenFolder.CasesOf("group", _folder.Path));
        File.WriteAllBytes(_folder["broken.safetensors"], File.ReadAllBytes(_folder["group.safetensors"])[..^1]);
        Assert.Throws<InvalidDataException>(() => GoldenFolder.CasesOf("broken", _folder.Path));
    }

    private void Write(Dictionary<string, double[]> tensors, Dictionary<string, string>? notes = null) =>
        SafetensorsWriter.Write(_folder["group.safetensors"], [.. tensors.Select(pair => new SafetensorsTensor(pair.Key, ScalarType.Float64, [pair.Value.Length], Bytes(pair.Value)))], notes ?? []);

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
