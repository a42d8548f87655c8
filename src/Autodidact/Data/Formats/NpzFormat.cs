using Autodidact.Engine;
using Autodidact.Engine.Serialization;

namespace Autodidact.Data.Formats;

/// <summary>
/// NumPy archives of 8-bit pictures: <c>{train,val,test}_images</c> and <c>_labels</c> as MedMNIST has them,
/// <c>x_train</c> and <c>y_train</c> as Keras has them, or <c>images</c> and <c>labels</c>.
/// </summary>
internal sealed class NpzFormat() : SourceFormat(new SourceKind(
    "npz", "NumPy .npz with 8-bit arrays train_images/train_labels, x_train/y_train or images/labels (also val, test)", "npz:pneumoniamnist.npz"))
{
    private static readonly string[] s_imageWords = ["images", "x", "data"];
    private static readonly string[] s_labelWords = ["labels", "y", "targets"];

    public override bool Recognises(string path) => File.Exists(path) ? HasNpzName(path) : SourceNames.OnlyFile(path, HasNpzName) is not null;

    public override ImageSource Open(string path, Split split, DataOptions options)
    {
        string archive = File.Exists(path) ? path : SourceNames.OnlyFile(path, HasNpzName)
            ?? throw new DataException($"{path} does not hold exactly one .npz; name the file: npz:{Path.Combine(path, "images.npz")}.");
        try
        {
            using NumpyArchive numpy = NumpyArchive.Open(archive);
            return Open(numpy, archive, path, split, options);
        }
        catch (InvalidDataException error)
        {
            throw new DataException($"{error.Message} Allowed: NumPy archives of 8-bit pictures; copy the file again, or save it again with numpy.savez.", error);
        }
    }

    private ArraySource Open(NumpyArchive numpy, string archive, string path, Split split, DataOptions options)
    {
        Dictionary<PartName, string> images = PartsOf(numpy.Names, s_imageWords), labels = PartsOf(numpy.Names, s_labelWords);
        if (images.Count == 0)
            throw new DataException($"{archive} has no array of pictures; it has {Names(numpy)}; allowed: train_images, x_train or images (also with val and test).");
        PartName part = Choose(archive, split, images.Keys);
        PixelStore pixels = ReadImages(numpy.Read(images[part]), $"{archive}:{images[part]}", options);
        List<string> notes = [];
        int[]? classes = labels.TryGetValue(part, out string? name) ? ReadLabels(numpy.Read(name), name, notes) : null;
        return new ArraySource(Kind.Name, images.Count > 1 ? SourceNames.Of(path, split) : SourceNames.Of(path), pixels, classes, classes: null, SplitsOf(images.Keys), notes);
    }

    private static PixelStore ReadImages(NumpyArray array, string place, DataOptions options)
    {
        string shape = $"{array.Type} [{string.Join(", ", array.Shape)}]";
        if (array.Type != ScalarType.Byte)
            throw new DataException($"{place} is {shape}; allowed: uint8 pictures. Save them as (255 * images).astype('uint8') when they run from 0 to 1.");
        (long width, long height, int channels, bool planes) = array.Shape switch
        {
            [_, long rows, long columns] => (columns, rows, 1, false),
            [_, long rows, long columns, 1 or 3] => (columns, rows, (int)array.Shape[3], false),
            [_, 1 or 3, long rows, long columns] => (columns, rows, (int)array.Shape[1], true),
            _ => throw new DataException($"{place} is {shape}; allowed: [count, height, width], or four sizes with 1 or 3 channels last or second."),
        };
        if (width > int.MaxValue || height > int.MaxValue) throw new DataException($"{place} is {shape}; allowed: pictures of at most {options.PixelLimit:N0} pixels.");
        PixelStore pixels = new(place, (int)width, (int)height, channels, options);
        ReadOnlySpan<byte> rest = array.Bytes;
        for (; rest.Length > 0; rest = rest[pixels.ImageBytes..])
        {
            if (planes) pixels.AppendPlanes(rest[..pixels.ImageBytes]);
            else rest[..pixels.ImageBytes].CopyTo(pixels.Append());
        }
        return pixels;
    }

    /// <summary>One class a picture, or null with a note when the labels are something else: pretraining does not need them.</summary>
    private static int[]? ReadLabels(NumpyArray array, string name, List<string> notes)
    {
        if (array.Shape is not ([_] or [_, 1]) || array.Type is ScalarType.Float16 or ScalarType.Float32 or ScalarType.Float64)
        {
            notes.Add($"{name} is {array.Type} [{string.Join(", ", array.Shape)}], not one class a picture: opened without labels");
            return null;
        }
        return array.Type switch
        {
            ScalarType.Byte or ScalarType.Bool => [.. array.Bytes.Select(value => (int)value)],
            ScalarType.SByte => [.. array.Bytes.Select(value => (int)(sbyte)value)],
            ScalarType.Int16 => Convert<short>(array, value => value),
            ScalarType.Int32 => Convert<int>(array, value => value),
            // Out of range becomes a label that is refused with its value's sign.
            _ => Convert<long>(array, value => (int)Math.Clamp(value, int.MinValue, int.MaxValue - 1)),
        };
    }

    private static int[] Convert<T>(NumpyArray array, Func<T, int> convert) where T : unmanaged
    {
        ReadOnlySpan<T> values = array.Values<T>();
        int[] result = new int[values.Length];
        for (int i = 0; i < result.Length; i++) result[i] = convert(values[i]);
        return result;
    }

    /// <summary>The first array for each part whose name is made of one of the words and a part's name, in any order.</summary>
    private static Dictionary<PartName, string> PartsOf(IEnumerable<string> names, string[] words)
    {
        Dictionary<PartName, string> parts = [];
        foreach (string name in names)
        {
            string[] pieces = name.ToLowerInvariant().Split('_', StringSplitOptions.RemoveEmptyEntries);
            if (pieces.Length is 1 or 2 && pieces.Any(words.Contains) && (pieces.Length == 1 || pieces.Any(piece => piece is "train" or "val" or "valid" or "test")))
                parts.TryAdd(PartOf(name), name);
        }
        return parts;
    }

    private static string Names(NumpyArchive numpy) => numpy.Names.Count == 0 ? "no arrays" : string.Join(", ", numpy.Names.Take(12));

    private static bool HasNpzName(string path) => path.EndsWith(".npz", StringComparison.OrdinalIgnoreCase);
}
