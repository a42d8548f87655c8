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
        Tensor unit = FullPrecision.Of(embeddings).Normalize();
        return PositiveLogProbabilities((unit / temperature).Matmul(unit.T()), views).Mean().Neg().Keep();
    }

    /// <summary>
    /// NT-Xent whose temperature follows the alignment of the positives and whose anchors weigh the more the surer they are (MACL, Huang
    /// et al. 2023, arXiv:2207.07874): the temperature is τ (1 + α (A - A₀)), A the mean positive similarity, and an anchor's
    /// weight 1 / (1 - P), P the softmax's value for its positive. Neither carries a gradient.
    /// </summary>
    /// <param name="embeddings"><c>[views * batch, dimension]</c>, view-major; normalised here.</param>
    /// <param name="views">Views of each sample, at least 2.</param>
    /// <param name="temperature">τ, above 0.</param>
    /// <param name="alpha">α, from 0 to 1: how far the temperature follows.</param>
    /// <param name="threshold">A₀, from -1 to 1: the alignment at which the temperature is τ.</param>
    public static Tensor ModelAware(Tensor embeddings, int views, double temperature, double alpha = 0.5, double threshold = 0)
    {
        using TensorScope scope = new();
        using FullPrecision guard = new(embeddings.Device);
        Tensor unit = FullPrecision.Of(embeddings).Normalize(), similarity = unit.Matmul(unit.T());
        Tensor alignment = similarity.Detach().Gather(1, Positives(embeddings.Size(0), views, embeddings.Device)).Mean();
        Tensor logarithms = PositiveLogProbabilities(similarity / (((alignment - threshold) * (alpha * temperature)) + temperature), views);
        // An anchor without doubt would weigh infinitely much.
        Tensor doubt = (1 - logarithms.Detach().Exp()).ClampMin(1e-7);
        return (logarithms / doubt).Mean().Neg().Keep();
    }

    /// <summary>
    /// The decoupled contrastive loss (DCL, Yeh et al. 2022, arXiv:2110.06848): NT-Xent without the positive in the denominator, so
    /// that easy positives do not silence the negatives. Averaged over anchors and their positives.
    /// </summary>
    /// <param name="embeddings"><c>[views * batch, dimension]</c>, view-major; normalised here; at least 2 samples.</param>
    /// <param name="views">Views of each sample, at least 2.</param>
    /// <param name="temperature">Above 0.</param>
    /// <param name="weights"><c>[views * batch, views - 1]</c>: what each positive's similarity is multiplied with (<see cref="MisesFisherWeights"/> for DCLW); null for 1.</param>
    /// <returns>A scalar; ln(views * (batch - 1)) where nothing is told apart.</returns>
    public static Tensor Decoupled(Tensor embeddings, int views, double temperature, Tensor? weights = null)
    {
        using TensorScope scope = new();
        using FullPrecision guard = new(embeddings.Device);
        Tensor unit = FullPrecision.Of(embeddings).Normalize(), similarity = (unit / temperature).Matmul(unit.T());
        Tensor positive = similarity.Gather(1, Positives(embeddings.Size(0), views, embeddings.Device));
        Tensor own = Tensor.Eye(embeddings.Size(0) / views, device: embeddings.Device).Repeat([views, views]).Gt(0);
        Tensor negatives = similarity.MaskedFill(own, double.NegativeInfinity).Logsumexp([1L]);
        return (negatives.Mean() - (weights is null ? positive : positive * weights).Mean()).Keep();
    }

    /// <summary>
    /// DCLW's weights of positives (Yeh et al. 2022, section 3.2): 2 - batch * softmax(similarity / σ) over the samples of two views, so that
    /// positives that are still far apart weigh more. Without gradient.
    /// </summary>
    /// <param name="embeddings"><c>[views * batch, dimension]</c>, view-major; normalised here.</param>
    /// <param name="views">Views of each sample, at least 2.</param>
    /// <param name="sigma">Above 0; the smaller, the more the weights differ.</param>
    /// <returns><c>[views * batch, views - 1]</c>, mean 1.</returns>
    public static Tensor MisesFisherWeights(Tensor embeddings, int views, double sigma)
    {
        using TensorScope scope = new();
        using FullPrecision guard = new(embeddings.Device);
        using NoGradient constant = new();
        Tensor unit = FullPrecision.Of(embeddings).Normalize();
        Tensor positive = unit.Matmul(unit.T()).Gather(1, Positives(embeddings.Size(0), views, embeddings.Device));
        long batch = embeddings.Size(0) / views;
        return (2 - ((positive / sigma).Reshape([views, batch, views - 1]).Softmax(1) * batch)).Reshape([views * batch, views - 1]).Keep();
    }

    /// <summary>
    /// InfoNCE against keys that are remembered (MoCo, He et al. 2020, arXiv:1911.05722, eq. 1): the logits whose first column is the
    /// positive, for <see cref="FirstIsRight"/>.
    /// </summary>
    /// <param name="queries"><c>[batch, dimension]</c>; normalised here.</param>
    /// <param name="positives"><c>[batch, dimension]</c>, row by row those of the queries; normalised here.</param>
    /// <param name="negatives"><c>[count, dimension]</c>, unit length, the same for all queries.</param>
    /// <param name="temperature">Above 0.</param>
    /// <returns><c>[batch, 1 + count]</c>.</returns>
    public static Tensor QueueLogits(Tensor queries, Tensor positives, Tensor negatives, double temperature)
    {
        using TensorScope scope = new();
        using FullPrecision guard = new(queries.Device);
        Tensor query = FullPrecision.Of(queries).Normalize() / temperature;
        Tensor positive = (query * FullPrecision.Of(positives).Normalize()).Sum([1L], keepdim: true);
        return Ops.Cat([positive, query.Matmul(FullPrecision.Of(negatives).T())], 1).Keep();
    }

    /// <summary>Cross entropy of logits whose first column is the right one.</summary>
    /// <param name="logits"><c>[batch, candidates]</c>.</param>
    /// <returns>A scalar; ln(candidates) where nothing is told apart.</returns>
    public static Tensor FirstIsRight(Tensor logits)
    {
        using TensorScope scope = new();
        using FullPrecision guard = new(logits.Device);
        return FullPrecision.Of(logits).LogSoftmax(1).Select(1, 0).Mean().Neg().Keep();
    }

    /// <summary>
    /// InfoNCE within a batch: row i of one side belongs to row i of the other, all other rows are negatives. The loss of MoCo v3 (Chen,
    /// Xie and He 2021, arXiv:2104.02057, alg. 1; times 2 τ there) with queries and keys, and of NNCLR (Dwibedi et al. 2021,
    /// arXiv:2104.14548) with neighbours and predictions.
    /// </summary>
    /// <param name="anchors"><c>[batch, dimension]</c>; normalised here.</param>
    /// <param name="candidates"><c>[batch, dimension]</c>; normalised here.</param>
    /// <param name="temperature">Above 0.</param>
    /// <returns>A scalar; ln(batch) where nothing is told apart.</returns>
    public static Tensor Matching(Tensor anchors, Tensor candidates, double temperature)
    {
        using TensorScope scope = new();
        using FullPrecision guard = new(anchors.Device);
        Tensor logits = (FullPrecision.Of(anchors).Normalize() / temperature).Matmul(FullPrecision.Of(candidates).Normalize().T());
        return logits.LogSoftmax(1).Diagonal().Mean().Neg().Keep();
    }

    /// <summary>
    /// Relational self-supervised learning (ReSSL, Zheng et al. 2021, arXiv:2107.09282, eq. 5): the query is to be as similar to
    /// remembered keys as the teacher's key is; cross entropy between the two distributions.
    /// </summary>
    /// <param name="queries"><c>[batch, dimension]</c>, unit length.</param>
    /// <param name="keys"><c>[batch, dimension]</c>, unit length; without gradient.</param>
    /// <param name="queue"><c>[count, dimension]</c>, unit length; without gradient.</param>
    /// <param name="queryTemperature">Above 0.</param>
    /// <param name="keyTemperature">Below <paramref name="queryTemperature"/>, so that the target is sharper.</param>
    public static Tensor Relational(Tensor queries, Tensor keys, Tensor queue, double queryTemperature = 0.1, double keyTemperature = 0.04)
    {
        using TensorScope scope = new();
        using FullPrecision guard = new(queries.Device);
        Tensor remembered = FullPrecision.Of(queue).Detach().T();
        Tensor target = (FullPrecision.Of(keys).Detach().Matmul(remembered) / keyTemperature).Softmax(1);
        Tensor guess = (FullPrecision.Of(queries).Matmul(remembered) / queryTemperature).LogSoftmax(1);
        return (target * guess).Sum([1L]).Mean().Neg().Keep();
    }

    /// <summary>For each row the log-probability of each of its positives among all rows but itself.</summary>
    /// <param name="logits"><c>[views * batch, views * batch]</c>; the diagonal is overwritten.</param>
    /// <returns><c>[views * batch, views - 1]</c>.</returns>
    internal static Tensor PositiveLogProbabilities(Tensor logits, int views)
    {
        logits.FillDiagonalInPlace(double.NegativeInfinity);
        return logits.LogSoftmax(1).Gather(1, Positives(logits.Size(0), views, logits.Device));
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
