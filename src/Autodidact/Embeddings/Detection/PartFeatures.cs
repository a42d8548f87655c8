using Autodidact.Data;
using Autodidact.Data.Loading;
using Autodidact.Data.Views;
using Autodidact.Engine;
using Autodidact.Models;

namespace Autodidact.Embeddings.Detection;

/// <summary>Features of the small parts of pictures, of one origin.</summary>
/// <param name="plan">How pictures are framed and normalised.</param>
/// <param name="parts">From <c>[batch, 3, size, size]</c> to <c>[batch, rows, columns, channels]</c>.</param>
internal sealed class PartFeatures(ViewPlan plan, Func<Tensor, Tensor> parts)
{
    // Parts of raw input, in pixels.
    private const int RawPart = 8;

    /// <summary>Rows and columns of parts of a picture; known once something was read.</summary>
    public (int Rows, int Columns) Grid { get; private set; }

    /// <summary>Numbers of a part; known once something was read.</summary>
    public int Channels { get; private set; }

    /// <summary>How pictures are framed and normalised.</summary>
    public ViewPlan Plan => plan;

    /// <summary>Those that a network makes.</summary>
    public static PartFeatures Of(Encoder encoder, int? size) => new(Framed(encoder.Preprocessing, size), encoder.EmbedFineParts);

    /// <summary>Squares of 8 x 8 pixels, as they are.</summary>
    public static PartFeatures OfRawInput(Preprocessing preprocessing, int? size) => new(Framed(preprocessing, size), images =>
    {
        long rows = images.Size(2) / RawPart, columns = images.Size(3) / RawPart;
        return images.Narrow(2, 0, rows * RawPart).Narrow(3, 0, columns * RawPart).Reshape([images.Size(0), 3, rows, RawPart, columns, RawPart]).Permute([0, 2, 4, 1, 3, 5]).Flatten(3);
    });

    /// <summary>Reads pictures, batch by batch: a row holds all parts of one, row by row.</summary>
    public FeatureReader Reader(ImageSource source, LoaderOptions loader) => new(source, plan, images =>
    {
        Tensor map = parts(images);
        (Grid, Channels) = (((int)map.Size(1), (int)map.Size(2)), (int)map.Size(3));
        return map.Flatten(1);
    }, loader);

    private static ViewPlan Framed(Preprocessing preprocessing, int? size)
    {
        ImagePreprocessing images = (ImagePreprocessing)preprocessing;
        return (images with { Size = size ?? images.Size }).Plan();
    }
}
