namespace Autodidact.Data.Formats;

/// <summary>
/// CIFAR's binary records: one label byte (CIFAR-10) or two (CIFAR-100: coarse, fine), then 32 x 32 pixels as red, green
/// and blue planes. Krizhevsky 2009, "Learning multiple layers of features from tiny images".
/// </summary>
internal sealed class CifarFormat() : SourceFormat(new SourceKind(
    "cifar", "CIFAR binary batches (plain or gz), one file or a folder with data_batch_* and test_batch files", "cifar:cifar-10"))
{
    private const int Side = 32;
    private const int PixelBytes = 3 * Side * Side;
    private static readonly string[] s_words = ["batch", "train", "test"];
    private static readonly string[] s_nameFiles = ["batches.meta.txt", "fine_label_names.txt"];

    // A folder of photos may hold any .bin; CIFAR's have telling names.
    public override bool Recognises(string path) => File.Exists(path)
        ? HasBatchName(path)
        : BatchFiles(path).Any(file => s_words.Any(word => Path.GetFileName(file).Contains(word, StringComparison.OrdinalIgnoreCase)));

    public override ImageSource Open(string path, Split split, DataOptions options)
    {
        if (File.Exists(path))
        {
            RequireTrain(path, split);
            return Read([path], path, Path.GetFileName(path), [Split.Train], options);
        }
        ILookup<PartName, string> parts = BatchFiles(path).ToLookup(file => PartOf(Path.GetFileName(file)));
        if (parts.Count == 0)
            throw new DataException($"{path} holds no CIFAR batch; allowed: files that end in .bin or .bin.gz, such as data_batch_1.bin and test_batch.bin.");
        PartName part = Choose(path, split, [.. parts.Select(group => group.Key)]);
        return Read([.. parts[part]], path, SourceNames.Of(path, split), SplitsOf(parts.Select(group => group.Key)), options);
    }

    private ArraySource Read(string[] files, string path, string name, IReadOnlyList<Split> splits, DataOptions options)
    {
        PixelStore pixels = new(path, Side, Side, 3, options);
        List<int> labels = [];
        string folder = Path.GetDirectoryName(Path.GetFullPath(files[0]))!;
        int labelBytes = HasFineLabels(folder) ? 2 : 1;
        foreach (string file in files) ReadBatch(file, labelBytes, pixels, labels);
        return new ArraySource(Kind.Name, name, pixels, [.. labels], ClassNames(folder), splits);
    }

    private static void ReadBatch(string path, int labelBytes, PixelStore pixels, List<int> labels)
    {
        using PackedFile file = PackedFile.Open(path);
        byte[] record = new byte[labelBytes + PixelBytes];
        while (true)
        {
            long offset = file.Offset;
            int count = file.Read(record);
            if (count == 0) return;
            if (count < record.Length)
                throw DataException.At(path, offset, $"a record of {count:N0} bytes at the end", $"records of {record.Length:N0} bytes ({labelBytes} label, {PixelBytes:N0} pixels); copy or download the file again");
            int label = record[labelBytes - 1];
            if (label >= (labelBytes == 1 ? 10 : 100))
                throw DataException.At(path, offset, $"label {label}", labelBytes == 1 ? "0 to 9 (CIFAR-10 records)" : "0 to 99 (CIFAR-100 records)");
            labels.Add(label);
            pixels.AppendPlanes(record.AsSpan(labelBytes));
        }
    }

    private static bool HasFineLabels(string folder) => File.Exists(Path.Combine(folder, "fine_label_names.txt"));

    private static string[]? ClassNames(string folder) =>
        s_nameFiles.Select(name => Path.Combine(folder, name)).Where(File.Exists)
            .Select(file => File.ReadLines(file).Take(1000).Select(line => line.Trim()).Where(line => line.Length > 0).ToArray()).FirstOrDefault();

    private static IEnumerable<string> BatchFiles(string folder) =>
        Directory.EnumerateFiles(folder).Where(HasBatchName).Order(StringComparer.Ordinal);

    private static bool HasBatchName(string path) =>
        path.EndsWith(".bin", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".bin.gz", StringComparison.OrdinalIgnoreCase);
}
