using Autodidact.Engine;

namespace Autodidact.Objectives;

/// <summary>Contrast between classes in place of samples. Computed in fp32 or wider.</summary>
public static class SupervisedContrastive
{
    /// <summary>
    /// The supervised contrastive loss with the mean outside of the logarithm (Khosla et al. 2020, arXiv:2004.11362, eq. 2): all rows of an
    /// anchor's class are its positives. With every sample in a class of its own it is NT-Xent.
    /// </summary>
    /// <param name="unit"><c>[views * batch, dimension]</c>, view-major, of unit length; at least two rows of each class or two views.</param>
    /// <param name="views">Views of each sample, at least 1.</param>
    /// <param name="labels"><c>[batch]</c>, the class of each sample; below 0, and where null, a class of its own.</param>
    /// <param name="temperature">Above 0.</param>
    /// <param name="baseTemperature">The loss is multiplied with temperature / base temperature; null for a factor of 1.</param>
    /// <param name="firstViewOnly">Anchors are the first views alone ("one"), in place of all rows ("all").</param>
    public static Tensor Loss(Tensor unit, int views, Tensor? labels, double temperature, double? baseTemperature = null, bool firstViewOnly = false)
    {
        using TensorScope scope = new();
        using FullPrecision guard = new(unit.Device);
        Tensor rows = FullPrecision.Of(unit);
        if (views < 1 || rows.Size(0) % views != 0)
            throw new ArgumentException($"{rows.Size(0)} embeddings are no whole number of samples with {views} views.", nameof(views));
        long batch = rows.Size(0) / views, anchors = firstViewOnly ? batch : rows.Size(0);
        Tensor logits = (rows.Narrow(0, 0, anchors) / temperature).Matmul(rows.T());
        logits.FillDiagonalInPlace(double.NegativeInfinity);
        // An anchor is no positive of its own: it is taken out, and its infinite logarithm with it.
        Tensor positives = Positives(batch, labels, unit.Device).To(rows.Type).Repeat([anchors / batch, views]);
        positives.FillDiagonalInPlace(0);
        Tensor logarithms = logits.LogSoftmax(1).MaskedFill(positives.Eq(0), 0);
        Tensor means = logarithms.Sum([1L]) / positives.Sum([1L]).ClampMin(1);
        return (means.Mean() * -(temperature / (baseTemperature ?? temperature))).Keep();
    }

    // [batch, batch]: 1 where two samples share a class, or are one.
    private static Tensor Positives(long batch, Tensor? labels, Device device)
    {
        Tensor same = Tensor.Eye(batch, device: device);
        if (labels is null) return same;
        Tensor classes = labels.To(device);
        Tensor equal = classes.Unsqueeze(1).Eq(classes.Unsqueeze(0)).To(ScalarType.Float32) * classes.Ge(0).To(ScalarType.Float32).Unsqueeze(0);
        return equal.Maximum(same);
    }
}
