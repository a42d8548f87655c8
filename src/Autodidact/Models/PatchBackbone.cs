using Autodidact.Engine;

namespace Autodidact.Models;

/// <summary>A network that says something of every patch of a picture, besides what it says of the whole.</summary>
public abstract class PatchBackbone : Backbone
{
    /// <summary>Rows and columns of a patch, in pixels.</summary>
    public abstract int PatchSize { get; }

    /// <summary>Rows and columns of the patches of pictures; what does not fill one is left out.</summary>
    public (int Rows, int Columns) Grid(Tensor images) => ((int)images.Size(2) / PatchSize, (int)images.Size(3) / PatchSize);

    /// <summary>What it makes of each patch, row by row: <c>[batch, 3, height, width]</c> to <c>[batch, patches, FeatureSize]</c>.</summary>
    public abstract Tensor PatchTokens(Tensor images);

    /// <inheritdoc/>
    public override bool HasMaps => true;

    /// <inheritdoc/>
    public override Tensor Map(Tensor images)
    {
        (int rows, int columns) = Grid(images);
        return PatchTokens(images).Reshape([images.Size(0), rows, columns, -1]);
    }
}
