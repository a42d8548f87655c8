using Autodidact.Engine;

namespace Autodidact.Objectives;

/// <summary>What one view says as a whole and at each place of its feature map.</summary>
/// <param name="Whole">Embeddings of the view, <c>[batch, dimension]</c>.</param>
/// <param name="Places">Embeddings of its places, <c>[batch, height, width, channels]</c>; views may differ in height and width.</param>
/// <param name="Grid">Where those places lie in the picture, <c>[batch, height, width, 2]</c>, in any unit that views share.</param>
public sealed record LocalFeatures(Tensor Whole, Tensor Places, Tensor Grid)
{
    internal Tensor FlatPlaces { get; } = Places.Flatten(1, 2);

    internal Tensor FlatGrid { get; } = Grid.Flatten(1, 2);
}
