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

    private readonly string _name;

    private MaskFrames(string name, int size, int classes, int[] pictures, byte[][] frames) => (_name, Size, Classes, Pictures, Frames) = (name, size, classes, pictures, frames);

    /// <summary>Rows and columns of a frame.</summary>
    public int Size { get; }

    /// <summary>Classes there are, at least 2; 0 as long as frames hold the values of masks (<see cref="Numbered"/>).</summary>
    public int Classes { get; }

    /// <summary>Index in the source of each frame.</summary>
    public int[] Pictures { get; }

    /// <summary>Classes of pixels, <c>[size, size]</c> each; as <see cref="Read"/> gives them, the values of masks.</summary>
    public byte[][] Frames { get; }

    /// <summary>Reads masks; pictures whose mask is broken have none.</summary>
    /// <param name="source">Pictures with masks.</param>
    /// <param name="size">Rows and columns of a frame.</param>
    /// <param name="most">At most so many, drawn from all (<see cref="SampleDraw"/>).</param>
    /// <param name="cancel">Ends the reading early.</param>
    /// <exception cref="DataException">No mask can be read.</exception>
    public static MaskFrames Read(MaskedSource source, int size, int most, CancellationToken cancel)
    {
        List<int> pictures = [];
        List<byte[]> frames = [];
        foreach (int index in SampleDraw.Of(source.Count, most))
        {
            cancel.ThrowIfCancellationRequested();
            try
            {
                frames.Add(Framed(source.Mask(index), size));
                pictures.Add(index);
            }
            catch (BadSampleException)
            {
                // A picture without a mask that can be read is left out, as a broken picture is.
            }
        }

        if (frames.Count == 0) throw new DataException($"Not one of the {source.Count:N0} masks of {source.Name} can be read.");
        return new(source.Name, size, 0, [.. pictures], [.. frames]);
    }

    /// <summary>
    /// What values mean, which all parts of the data say together: 0 and one other value are background and foreground, whatever that value is; else they are
    /// numbers of classes, and 255 is no class.
    /// </summary>
    /// <param name="parts">Frames as they were read; their values are replaced.</param>
    /// <returns>The same parts, each with the classes of all.</returns>
    /// <exception cref="DataException">Values are no classes.</exception>
    public static MaskFrames[] Numbered(params MaskFrames[] parts)
    {
        bool[] occurs = new bool[256];
        foreach (byte[] frame in parts.SelectMany(part => part.Frames))
            foreach (byte value in frame) occurs[value] = true;
        int[] others = [.. Enumerable.Range(1, 255).Where(value => occurs[value])];
        bool isBinary = others.Length <= 1;
        if (isBinary)
            foreach (byte[] frame in parts.SelectMany(part => part.Frames))
                for (int i = 0; i < frame.Length; i++) frame[i] = frame[i] == 0 ? (byte)0 : (byte)1;
        int classes = isBinary ? 2 : Math.Max(2, others.Where(value => value != Ignored).Max() + 1);
        if (classes > MostClasses)
            throw new DataException($"The masks of {parts[0]._name} have values up to {classes - 1}; allowed: 0 and one other value, or class numbers from 0 to {MostClasses - 1} with 255 for pixels that do not count.");
        return Array.ConvertAll(parts, part => new MaskFrames(part._name, part.Size, classes, part.Pictures, part.Frames));
    }

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
