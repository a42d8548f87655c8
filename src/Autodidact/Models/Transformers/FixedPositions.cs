using Autodidact.Engine;

namespace Autodidact.Models.Transformers;

/// <summary>Positions of sines and cosines that are computed once for each size of picture and kept beside the network, never with its weights.</summary>
/// <param name="width">Size of a token, a multiple of 4.</param>
internal sealed class FixedPositions(int width) : IDisposable
{
    private (int Rows, int Columns, ScalarType Type, Device Device) _key;
    private Tensor? _kept;

    /// <summary><c>[rows * columns, width]</c>, row by row; it stays this one's.</summary>
    /// <param name="like">Says type and device.</param>
    public Tensor At(int rows, int columns, Tensor like)
    {
        (int, int, ScalarType, Device) key = (rows, columns, like.Type, like.Device);
        if (_kept is not null && _key == key) return _kept;
        Dispose();
        using NoGradient guard = new();
        (_key, _kept) = (key, PositionEmbedding.SinCos(rows, columns, width).To(like.Type).To(like.Device).Own());
        return _kept;
    }

    public void Dispose()
    {
        _kept?.Dispose();
        _kept = null;
    }
}
