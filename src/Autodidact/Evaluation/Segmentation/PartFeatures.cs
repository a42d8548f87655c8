using Autodidact.Data;
using Autodidact.Data.Loading;
using Autodidact.Data.Views;
using Autodidact.Engine;
using Autodidact.Models;

namespace Autodidact.Evaluation.Segmentation;

/// <summary>Reads features of the parts of pictures: an encoder's map, or the pixels of square patches.</summary>
internal sealed class PartFeatures
{
    private const int Batch = 16, RawGrid = 16, SmallestPatch = 4;

    private readonly ViewPlan _plan;
    private readonly Func<Tensor, Tensor> _network;

    /// <param name="subject">Whose features.</param>
    /// <param name="size">Rows and columns at which pictures are read.</param>
    public PartFeatures(EvaluationSubject subject, int size)
    {
        _plan = (((ImagePreprocessing)subject.Preprocessing) with { Size = size }).Plan();
        int patch = Math.Max(SmallestPatch, size / RawGrid);
        _network = subject.Network is { } encoder ? encoder.EmbedParts : images => Patches(images, patch);
        using TensorScope scope = new();
        using InferenceMode guard = new();
        Tensor map = _network(Tensor.Zeros([1, 3, size, size]));
        (Rows, Columns, Dimension) = ((int)map.Size(1), (int)map.Size(2), (int)map.Size(3));
    }

    /// <summary>Parts of a picture from top to bottom.</summary>
    public int Rows { get; }

    /// <summary>Parts from left to right.</summary>
    public int Columns { get; }

    /// <summary>Numbers of a part.</summary>
    public int Dimension { get; }

    /// <summary>The features of some pictures, <c>[pictures, rows * columns * dimension]</c>; a broken picture has no row.</summary>
    /// <param name="source">Where the pictures are.</param>
    /// <param name="pictures">Which.</param>
    /// <param name="done">Told how many are done.</param>
    /// <param name="cancel">Ends the reading early.</param>
    public FeatureBatch Read(ImageSource source, int[] pictures, Action<int> done, CancellationToken cancel)
    {
        ImageSource chosen = source.Choose(pictures, source.Name);
        FeatureReader reader = new(chosen, _plan, images => _network(images).Flatten(1), new LoaderOptions { Batch = Batch });
        return FeatureCollection.Read(reader, chosen, done, out _, cancel);
    }

    // [batch, 3, rows * patch, columns * patch] to [batch, rows, columns, 3 * patch * patch]; what fills no patch is left out.
    private static Tensor Patches(Tensor images, int patch)
    {
        long rows = images.Size(2) / patch, columns = images.Size(3) / patch;
        return images.Narrow(2, 0, rows * patch).Narrow(3, 0, columns * patch).Reshape([images.Size(0), 3, rows, patch, columns, patch])
            .Permute([0, 2, 4, 1, 3, 5]).Reshape([images.Size(0), rows, columns, 3L * patch * patch]);
    }
}
