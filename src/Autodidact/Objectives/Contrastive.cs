using Autodidact.Engine;

namespace Autodidact.Objectives;

/// <summary>Contrastive objectives: views of one sample are told from views of all others. Computed in fp32 or wider.</summary>
public static class Contrastive
{
    /// <summary>
    /// NT-Xent, the normalised temperature-scaled cross entropy (SimCLR, Chen et al. 2020, eq. 1), averaged over all anchors
    /// and, with more than two views, over all positives of an anchor.
    /// </summary>
    /// <param name="embeddings"><c>[views * batch, dimension]</c>, view-major; normalised here.</param>
    /// <param name="views">Views of each sample, at least 2.</param>
    /// <param name="temperature">Above 0; small temperatures weigh hard negatives.</param>
    /// <returns>A scalar; ln(views * batch - 1) where nothing is told apart.</returns>
    public static Tensor NtXent(Tensor embeddings, int views, double temperature)
    {
        using TensorScope scope = new();        // each matrix of similarities is large: none waits for the end of the step
        using FullPrecision guard = new(embeddings.Device);
        Tensor unit = Geometry.Normalize(FullPrecision.Of(embeddings));
        Tensor similarity = (unit / temperature).Matmul(unit.T());
        similarity.FillDiagonalInPlace(double.NegativeInfinity);
        return similarity.LogSoftmax(1).Gather(1, Positives(embeddings.Size(0), views, embeddings.Device)).Mean().Neg().Keep();
    }

    // Row i holds the columns of the other views of its sample: i + batch, i + 2 batch, ... modulo views * batch.
    private static Tensor Positives(long rows, int views, Device device)
    {
        if (views < 2 || rows % views != 0)
            throw new ArgumentException($"{rows} embeddings are no whole number of samples with {views} views; at least 2 views are needed.", nameof(views));
        long batch = rows / views;
        long[] columns = new long[rows * (views - 1)];
        for (long row = 0; row < rows; row++)
        {
            for (int shift = 1; shift < views; shift++) columns[(row * (views - 1)) + shift - 1] = (row + (shift * batch)) % rows;
        }
        return Tensor.From(columns, rows, views - 1).To(device);
    }
}
