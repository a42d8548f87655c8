using Autodidact.Data;
using Autodidact.Data.Views;
using Autodidact.Data.Views.Operations;

namespace Autodidact.Evaluation.Segmentation;

/// <summary>The masks of some pictures, framed as the pictures are: a class for every pixel.</summary>
internal sealed class MaskFrames
{
    /// <summary>A pixel that belongs to no class.</summary>
    public const byte Ignored = 255;

    private const int MostClasses = 64;

    private MaskFrames(int size, int classes, int[] pictures, byte[][] frames) => (Size, Classes, Pictures, Frames) = (size, classes, pictures, frames);

    /// <summary>Rows and columns of a frame.</summary>
    public int Size { get; }

    /// <summary>Classes there are, at least 2.</summary>
    public int Classes { get; }

    /// <summary>Index in the source of each frame.</summary>
    public int[] Pictures { get; }

    /// <summary>Classes of pixels, <c>[size, size]</c> each.</summary>
    public byte[][] Frames { get; }

    /// <summary>Reads masks; pictures whose mask is broken have none.</summary>
    /// <param name="source">Pictures with masks.</param>
    /// <param name="size">Rows and columns of a frame.</param>
    /// <param name="most">At most so many, spread over the source.</param>
    /// <param name="cancel">Ends the reading early.</param>
    /// <exception cref="DataException">No mask can be read, or values are no classes.</exception>
    public static MaskFrames Read(MaskedSource source, int size, int most, CancellationToken cancel)
    {
        List<int> pictures = [];
        List<byte[]> frames = [];
        HashSet<byte> values = [];
        int count = Math.Min(most, source.Count);
        for (int i = 0; i < count; i++)
        {
            cancel.ThrowIfCancellationRequested();
            int index = (int)((long)i * source.Count / count);
            try
            {
                byte[] frame = Framed(source.Mask(index), size);
                foreach (byte value in frame) values.Add(value);
                pictures.Add(index);
                frames.Add(frame);
            }
            catch (BadSampleException)
            {
                // A picture without a mask that can be read is left out, as a broken picture is.
            }
        }

        if (frames.Count == 0) throw new DataException($"Not one of the {source.Count:N0} masks of {source.Name} can be read.");
        bool isBinary = values.All(value => value is 0 or Ignored);
        if (isBinary)
            foreach (byte[] frame in frames)
                for (int i = 0; i < frame.Length; i++) frame[i] = frame[i] == 0 ? (byte)0 : (byte)1;
        int classes = isBinary ? 2 : Math.Max(2, values.Where(value => value != Ignored).Max() + 1);
        if (classes > MostClasses)
            throw new DataException($"The masks of {source.Name} have values up to {classes - 1}; allowed: 0 and 255, or class numbers from 0 to {MostClasses - 1} with 255 for pixels that do not count.");
        return new(size, classes, [.. pictures], [.. frames]);
    }

    /// <summary>These masks where others have more classes.</summary>
    public MaskFrames With(int classes) => new(Size, Math.Max(Classes, classes), Pictures, Frames);

    /// <summary>The commonest class of each cell of a grid over a frame, <see cref="Ignored"/> where no pixel counts, <c>[rows, columns]</c>.</summary>
    public byte[] Cells(int frame, int rows, int columns)
    {
        byte[] cells = new byte[rows * columns];
        int[] counts = new int[Classes];
        for (int cell = 0; cell < cells.Length; cell++)
        {
            Array.Clear(counts);
            for (int y = cell / columns * Size / rows; y < ((cell / columns) + 1) * Size / rows; y++)
            {
                for (int x = cell % columns * Size / columns; x < ((cell % columns) + 1) * Size / columns; x++)
                    if (Frames[frame][(y * Size) + x] is var value && value < Classes) counts[value]++;
            }

            int best = Array.IndexOf(counts, counts.Max());
            cells[cell] = counts[best] == 0 ? Ignored : (byte)best;
        }

        return cells;
    }

    // As the centre view frames a picture, but each pixel of one place: classes have no mean.
    private static byte[] Framed(Image mask, int size)
    {
        (int height, int width) = Resampler.KeepAspect(mask.Height, mask.Width, ViewPlan.ShorterSideOf(size));
        Region window = Region.Centre(height, width, size, size);
        byte[] frame = new byte[size * size];
        for (int y = 0, i = 0; y < size; y++)
        {
            int row = (int)(((2L * (y + window.Top)) + 1) * mask.Height / (2L * height)) * mask.Width;
            for (int x = 0; x < size; x++, i++) frame[i] = mask.Pixels[row + (int)(((2L * (x + window.Left)) + 1) * mask.Width / (2L * width))];
        }

        return frame;
    }
}
