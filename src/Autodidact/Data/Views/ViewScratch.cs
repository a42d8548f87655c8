using Autodidact.Data.Views.Operations;

namespace Autodidact.Data.Views;

/// <summary>What rendering needs besides its input and output. One for each thread; grows to the largest picture and stays.</summary>
public sealed class ViewScratch
{
    private float[] _row = [];

    /// <summary>The view in the making.</summary>
    public Planes Planes { get; } = new();

    /// <summary>Where columns of the output come from.</summary>
    internal FilterTable Columns { get; } = new();

    /// <summary>Where rows of the output come from.</summary>
    internal FilterTable Rows { get; } = new();

    /// <summary>At least <paramref name="length"/> floats of undefined content.</summary>
    internal Span<float> Row(int length)
    {
        if (_row.Length < length) _row = new float[length];
        return _row.AsSpan(0, length);
    }
}
