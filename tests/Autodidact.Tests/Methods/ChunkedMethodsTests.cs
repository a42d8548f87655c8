using Autodidact.Engine;
using Autodidact.Methods;
using Autodidact.Tests.Distributed;
using Autodidact.Tests.Support;
using Autodidact.Tests.Training;
using Xunit;

namespace Autodidact.Tests.Methods;

/// <summary>
/// Gradients cached at the embeddings are those of the whole batch, for every method: a parameter that works in the comparison, a target that
/// leaves the layout of views, or something that is remembered once a chunk would show.
/// </summary>
[Collection(EngineState.Name)]
public sealed class ChunkedMethodsTests
{
    // fp64 from the pixels on: what is left is the order of additions.
    private const double Tolerance = 1e-9;

    [Theory]
    [MemberData(nameof(WorldSizeTests.Methods), MemberType = typeof(WorldSizeTests))]
    public void A_pass_in_chunks_is_the_pass_without(string name)
    {
        using TensorScope scope = new();
        ImageMethodOptions options = (ImageMethodOptions)SmallMethods.Of(name);
        using MethodRig whole = Rig(options, 1), parts = Rig(options, 2);
        Dictionary<string, double[]> before = whole.State();
        for (int step = 0; step < 3; step++)
        {
            AssertClose(Values(whole.Take(1)[0]), Values(parts.Take(1)[0]), $"step {step}");
            AssertClose(whole.Gradients, parts.Gradients, $"step {step}, gradient of ");
            AssertClose(whole.State(), parts.State(), $"step {step}, ");
        }
        Assert.Contains(whole.State(), entry => !entry.Value.SequenceEqual(before[entry.Key]));
    }

    // Chunks have batch statistics of their own, by design. With running ones a picture's embedding does not depend on its neighbours.
    private static MethodRig Rig(ImageMethodOptions options, int chunks)
    {
        MethodRig rig = new(options, SmallBackbones.WideFor(options, MethodRig.Size, () => new TwoLayers(MethodRig.Size)), chunks: chunks);
        rig.Method.Evaluate();
        return rig;
    }

    private static Dictionary<string, double[]> Values(Dictionary<string, double> figures) => figures.ToDictionary(figure => figure.Key, figure => new[] { figure.Value });

    private static void AssertClose(Dictionary<string, double[]> wanted, Dictionary<string, double[]> found, string what)
    {
        Assert.NotEmpty(wanted);
        Assert.Equal(wanted.Keys.Order(), found.Keys.Order());
        foreach ((string name, double[] values) in wanted)
        {
            double allowed = Tolerance * Math.Max(1e-6, values.Max(Math.Abs));
            Assert.True(values.Zip(found[name]).All(pair => Math.Abs(pair.First - pair.Second) <= allowed), $"{what}{name} differs");
        }
    }
}
