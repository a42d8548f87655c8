namespace Autodidact.Data.Views.Operations;

/// <summary>Batches in which each sample is mixed with another one: mixup (arXiv:1710.09412) and CutMix (arXiv:1905.04899), as timm does it.</summary>
public static class Mixing
{
    /// <summary>Mixes every sample with its mirror image in the batch: <c>share * x[i] + (1 - share) * x[batch - 1 - i]</c>, in place.</summary>
    /// <param name="batch"><c>[batch, anything]</c>.</param>
    /// <param name="samples">How many samples the batch has.</param>
    /// <param name="share">What is left of each sample, 0..1.</param>
    public static void Mixup(Span<float> batch, int samples, float share)
    {
        int length = batch.Length / samples;
        for (int low = 0, high = samples - 1; low < high; low++, high--)
        {
            Span<float> a = batch.Slice(low * length, length), b = batch.Slice(high * length, length);
            for (int i = 0; i < length; i++) (a[i], b[i]) = ((share * a[i]) + ((1 - share) * b[i]), (share * b[i]) + ((1 - share) * a[i]));
        }
    }

    /// <summary>The rectangle that CutMix replaces: sides of <c>sqrt(1 - share)</c> of the picture's around a centre, cut at the border.</summary>
    public static Region Box(int height, int width, double share, int centreY, int centreX)
    {
        double side = Math.Sqrt(1 - share);
        (int halfHeight, int halfWidth) = ((int)(height * side) / 2, (int)(width * side) / 2);
        int top = Math.Clamp(centreY - halfHeight, 0, height), bottom = Math.Clamp(centreY + halfHeight, 0, height);
        int left = Math.Clamp(centreX - halfWidth, 0, width), right = Math.Clamp(centreX + halfWidth, 0, width);
        return new Region(top, left, bottom - top, right - left);
    }

    /// <summary>Swaps <paramref name="box"/> between every sample and its mirror image in the batch, in place.</summary>
    /// <param name="planes"><c>[samples, channels, height, width]</c>.</param>
    /// <param name="samples">How many samples the batch has.</param>
    /// <param name="height">Rows of a plane.</param>
    /// <param name="width">Columns of a plane.</param>
    /// <param name="box">What is swapped.</param>
    /// <returns>The share of each picture that is its own, by area: the weight of its own target.</returns>
    public static double CutMix(Span<float> planes, int samples, int height, int width, Region box)
    {
        int length = planes.Length / samples;
        for (int low = 0, high = samples - 1; low < high; low++, high--)
        {
            for (int plane = 0; plane < length; plane += height * width)
            {
                for (int y = box.Top; y < box.Top + box.Height; y++)
                {
                    int at = plane + (y * width) + box.Left;
                    Span<float> a = planes.Slice((low * length) + at, box.Width), b = planes.Slice((high * length) + at, box.Width);
                    for (int i = 0; i < box.Width; i++) (a[i], b[i]) = (b[i], a[i]);
                }
            }
        }

        return 1 - ((double)box.Height * box.Width / ((double)height * width));
    }
}
