using Autodidact.Engine;

namespace Autodidact.Models.Transformers;

/// <summary>The relative places of a grid of patches, computed once for each size of picture.</summary>
/// <param name="leading">Tokens in front of the patches.</param>
internal sealed class RelativeGrid(int leading) : IDisposable
{
    private RelativePlaces? _kept;

    /// <summary>Those of all tokens; they stay this one's.</summary>
    public RelativePlaces At(int rows, int columns, Device device)
    {
        if (_kept is not null && (_kept.Rows, _kept.Columns, _kept.Index.Device) == (rows, columns, device)) return _kept;
        Dispose();
        using TensorScope scope = new();
        _kept = RelativePlaces.Of(rows, columns, leading, device);
        _kept.Index.Own();
        return _kept;
    }

    public void Dispose()
    {
        _kept?.Index.Dispose();
        _kept = null;
    }
}
