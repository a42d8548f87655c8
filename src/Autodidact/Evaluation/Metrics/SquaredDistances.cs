using Autodidact.Engine;

namespace Autodidact.Evaluation.Metrics;

/// <summary>Distances between all rows of two sets at once.</summary>
internal static class SquaredDistances
{
    /// <summary><c>[rows, other rows]</c>, at least 0; of a row and itself rounding may leave a little.</summary>
    /// <param name="first"><c>[rows, dimension]</c>.</param>
    /// <param name="second"><c>[other rows, dimension]</c>.</param>
    public static Tensor Of(Tensor first, Tensor second) =>
        (first.Square().Sum([1L], keepdim: true) + second.Square().Sum([1L]) - (first.Matmul(second.T()) * 2)).ClampMin(0);
}
