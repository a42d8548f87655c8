using Autodidact.Engine;
using Autodidact.Engine.Modules;

namespace Autodidact.Models.Transformers;

/// <summary>Cuts a picture into squares and maps each to a token; timm's name <c>proj</c>.</summary>
public sealed class PatchEmbedding : Layer
{
    private readonly Convolution2d _proj;
    private readonly Tensor _weight;

    public PatchEmbedding(int patchSize, int width)
    {
        PatchSize = patchSize;
        _proj = Child("proj", new Convolution2d(3, width, patchSize, patchSize));
        _weight = _proj.Parameters().First();
    }

    /// <summary>Rows and columns of a patch, in pixels.</summary>
    public int PatchSize { get; }

    /// <summary><c>[batch, 3, height, width]</c> to <c>[batch, patches, width]</c>, row by row. What does not fill a patch at the right and at the bottom is left out.</summary>
    /// <remarks>Pictures come in single precision, and the weights may be wider.</remarks>
    public override Tensor Forward(Tensor input) => _proj.Forward(input.To(_weight.Type)).Flatten(2).Transpose(1, 2);
}
