using System.Runtime.CompilerServices;

namespace Autodidact.Methods.Word2Vec;

/// <summary>The logistic function and what it costs to be wrong, <c>σ(x)</c> and <c>-log σ(-x) = log(1 + exp x)</c>, exactly or from a table.</summary>
internal sealed class Logistic
{
    private const int Cells = 1000;
    private const float Limit = 6, CellsPerUnit = Cells / (2 * Limit);

    private readonly (float Sigmoid, float Softplus)[]? _table;

    public Logistic(SigmoidKind kind)
    {
        if (kind == SigmoidKind.Table) _table = [.. Enumerable.Range(0, Cells).Select(cell => Exact((cell / CellsPerUnit) - Limit))];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public (float Sigmoid, float Softplus) Of(float x)
    {
        if (_table is not { } table) return Exact(x);
        // The loss goes on beyond the table, where only the gradient is cut off.
        if (x >= Limit) return (1, x);
        if (x <= -Limit) return (0, 0);
        int cell = (int)((x + Limit) * CellsPerUnit);
        // Just below the limit rounding leads behind the last cell.
        return (uint)cell < (uint)table.Length ? table[cell] : (1, x);
    }

    private static (float, float) Exact(float x)
    {
        float small = MathF.Exp(-MathF.Abs(x));
        return (x >= 0 ? 1 / (1 + small) : small / (1 + small), MathF.Max(x, 0) + float.LogP1(small));
    }
}
