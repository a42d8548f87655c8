using Autodidact.Engine;

namespace Autodidact.Objectives;

/// <summary>Pictures as rows of patches, and how well hidden ones are predicted (MAE, He et al. 2022, arXiv:2111.06377, section 3).</summary>
public static class MaskedPixels
{
    private const double Epsilon = 1e-6;

    /// <summary><c>[batch, channels, height, width]</c> to <c>[batch, patches, size * size * channels]</c>: patches row by row, within each by row, column, channel.</summary>
    /// <param name="size">Rows and columns of a patch. What does not fill one at the right and at the bottom is left out.</param>
    public static Tensor Patches(Tensor images, int size)
    {
        long batch = images.Size(0), channels = images.Size(1), rows = images.Size(2) / size, columns = images.Size(3) / size;
        return images.Narrow(2, 0, rows * size).Narrow(3, 0, columns * size).Reshape([batch, channels, rows, size, columns, size]).Permute([0, 2, 4, 3, 5, 1]).Reshape([batch, rows * columns, size * size * channels]);
    }

    /// <summary>The way back, for pictures of <paramref name="rows"/> times <paramref name="columns"/> patches.</summary>
    /// <param name="patches"><c>[batch, rows * columns, size * size * channels]</c>.</param>
    public static Tensor Images(Tensor patches, int size, int rows, int columns)
    {
        long batch = patches.Size(0), channels = patches.Size(2) / (size * size);
        return patches.Reshape([batch, rows, columns, size, size, channels]).Permute([0, 5, 1, 3, 2, 4]).Reshape([batch, channels, (long)rows * size, (long)columns * size]);
    }

    /// <summary>What a hidden patch should be: its pixels, or those without the patch's own mean and with its own deviation 1.</summary>
    /// <param name="patches"><c>[batch, patches, values]</c>.</param>
    public static Tensor Targets(Tensor patches, bool normalized) => normalized
        ? (patches - patches.Mean([-1], keepdim: true)) * (patches.Var([-1], keepdim: true) + Epsilon).Rsqrt()
        : patches;

    /// <summary>Predicted patches in the colours of the pictures: the way back from normalised targets, with mean and deviation of the true patches.</summary>
    /// <param name="prediction"><c>[batch, patches, values]</c>.</param>
    /// <param name="patches">The true ones, the same shape.</param>
    public static Tensor Undo(Tensor prediction, Tensor patches) =>
        (prediction * (patches.Var([-1], keepdim: true) + Epsilon).Sqrt()) + patches.Mean([-1], keepdim: true);

    /// <summary>Squared error, averaged over the values of the hidden patches alone: a scalar.</summary>
    /// <param name="prediction"><c>[batch, patches, values]</c>.</param>
    /// <param name="targets">The same shape.</param>
    /// <param name="mask"><c>[batch, patches]</c>: 1 where a patch is hidden, else 0.</param>
    public static Tensor Loss(Tensor prediction, Tensor targets, Tensor mask)
    {
        using TensorScope scope = new();
        using FullPrecision guard = new(prediction.Device);
        Tensor error = (FullPrecision.Of(prediction) - FullPrecision.Of(targets)).Square().Mean([-1]);
        return ((error * mask).Sum() / mask.Sum()).Keep();
    }
}
