using Autodidact.Engine;
using Xunit;

namespace Autodidact.Tests.Support;

/// <summary>Gradients of autograd against central finite differences, in double precision.</summary>
internal static class GradientCheck
{
    /// <summary>Fails where a gradient of <paramref name="function"/> with respect to one of the inputs is not its slope.</summary>
    /// <param name="function">Must be smooth around the inputs and give the same result each time. A result with more than one element is summed with fixed, unequal weights.</param>
    /// <param name="inputs">Where to look; converted to double precision. What has no gradient by intention must not be among them.</param>
    public static void Holds(Func<Tensor[], Tensor> function, params ReadOnlySpan<Tensor> inputs) => Holds(function, inputs, step: 1e-5, tolerance: 1e-6);

    /// <inheritdoc cref="Holds(Func{Tensor[], Tensor}, ReadOnlySpan{Tensor})"/>
    /// <param name="step">How far each element is moved up and down.</param>
    /// <param name="tolerance">Largest error, relative to the largest slope of the input or to 1.</param>
    public static void Holds(Func<Tensor[], Tensor> function, ReadOnlySpan<Tensor> inputs, double step, double tolerance)
    {
        using TensorScope scope = new();
        Tensor[] leaves = new Tensor[inputs.Length];
        for (int i = 0; i < leaves.Length; i++)
        {
            leaves[i] = Tensor.From(inputs[i].ToArray<double>(), inputs[i].Shape);
            leaves[i].RequiresGradient = true;
        }

        Tensor?[] gradients = Differentiation.Gradients(Weighted(function(leaves)), leaves);
        for (int i = 0; i < leaves.Length; i++)
        {
            double[] stated = gradients[i]?.ToArray<double>() ?? new double[leaves[i].ElementCount];
            double[] slopes = Slopes(function, leaves, i, step);
            double allowed = tolerance * slopes.Select(Math.Abs).Append(1).Max();
            for (int element = 0; element < slopes.Length; element++)
            {
                double error = Math.Abs(stated[element] - slopes[element]);
                Assert.True(error <= allowed, $"Input {i}, element {element}: the gradient is {stated[element]:G9}, the slope {slopes[element]:G9}; the difference {error:G3} is over the {allowed:G3} allowed.");
            }
        }
    }

    private static double[] Slopes(Func<Tensor[], Tensor> function, Tensor[] leaves, int input, double step)
    {
        double[] slopes = new double[leaves[input].ElementCount];
        for (int element = 0; element < slopes.Length; element++)
        {
            double middle = leaves[input].AsSpan<double>()[element];
            slopes[element] = (Value(middle + step) - Value(middle - step)) / (2 * step);
            leaves[input].AsSpan<double>()[element] = middle;

            double Value(double at)
            {
                using TensorScope scope = new();
                leaves[input].AsSpan<double>()[element] = at;
                return Weighted(function(leaves)).Item<double>();
            }
        }

        return slopes;
    }

    private static Tensor Weighted(Tensor result)
    {
        if (result.ElementCount == 1) return result.Sum();
        return (result.Flatten() * Tensor.Arange(result.ElementCount, ScalarType.Float64).Cos()).Sum();
    }
}
