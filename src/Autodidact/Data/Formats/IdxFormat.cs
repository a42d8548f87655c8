namespace Autodidact.Data.Formats;

/// <summary>IDX, the format of MNIST: a file of pictures and, if present, a file of labels beside it; plain or gzip.</summary>
internal sealed class IdxFormat() : SourceFormat(new SourceKind(
    "idx", "IDX files as MNIST has them (rank 3 or 4, plain or gz), one file or a folder with train and t10k files", "idx:mnist"))
{
    public override bool Recognises(string path) =>
        File.Exists(path) ? IsIdx(path) : CandidateFiles(path).Any(file => RankOf(file) is 3 or 4);

    public override ImageSource Open(string path, Split split, DataOptions options)
    {
        if (File.Exists(path))
        {
            RequireTrain(path, split);
            return Read(path, LabelsBeside(path), Path.GetFileName(path), [Split.Train], options);
        }
        List<string> images = [.. CandidateFiles(path).Where(file => RankOf(file) is 3 or 4)];
        if (images.Count == 0)
            throw new DataException($"{path} holds no IDX file of pictures; allowed: names with 'idx', such as train-images-idx3-ubyte.gz.");
        ILookup<PartName, string> parts = images.ToLookup(file => PartOf(Path.GetFileName(file)));
        PartName part = Choose(path, split, [.. parts.Select(group => group.Key)]);
        string[] files = [.. parts[part]];
        if (files.Length > 1)
            throw new DataException($"{path} holds {files.Length} IDX files for one part ({string.Join(", ", files.Select(Path.GetFileName))}); name one of them: idx:{files[0]}.");
        return Read(files[0], LabelsBeside(files[0]), SourceNames.Of(path, split), SplitsOf(parts.Select(group => group.Key)), options);
    }

    private ArraySource Read(string imagesPath, string? labelsPath, string name, IReadOnlyList<Split> splits, DataOptions options)
    {
        PixelStore pixels = ReadImages(imagesPath, options);
        int[]? labels = labelsPath is null ? null : ReadLabels(labelsPath, pixels.Count);
        return new ArraySource(Kind.Name, name, pixels, labels, classes: null, splits);
    }

    private static PixelStore ReadImages(string path, DataOptions options)
    {
        using PackedFile file = PackedFile.Open(path);
        IdxHeader header = IdxHeader.Read(file);
        if (header.Type != IdxHeader.UnsignedByte)
            throw DataException.At(path, 2, $"element type 0x{header.Type:x2}", "0x08 (unsigned byte) for pictures");
        (int width, int height, int channels, bool planes) = Layout(path, header.Sizes);
        long imageBytes = (long)width * height * channels;
        if (header.Sizes[0] * (decimal)imageBytes > file.Capacity - file.Offset)
            throw DataException.At(path, 4, $"the header announces {header.Sizes[0]:N0} pictures of {imageBytes:N0} bytes, more than the file can hold", "a whole IDX file; copy or download it again");

        PixelStore pixels = new(path, width, height, channels, options);
        // A file without pictures may still give them a size.
        byte[]? buffer = planes && channels > 1 && header.Sizes[0] > 0 ? new byte[pixels.ImageBytes] : null;
        for (int i = 0; i < header.Sizes[0]; i++)
        {
            if (buffer is null)
            {
                file.ReadExactly(pixels.Append(), $"picture {i} of {header.Sizes[0]}");
                continue;
            }
            file.ReadExactly(buffer, $"picture {i} of {header.Sizes[0]}");
            pixels.AppendPlanes(buffer);
        }
        file.ExpectEnd($"the last of {header.Sizes[0]} pictures");
        return pixels;
    }

    private static (int Width, int Height, int Channels, bool Planes) Layout(string path, int[] sizes) => sizes switch
    {
        [_, int height, int width] => (width, height, 1, false),
        [_, int height, int width, 1 or 3] => (width, height, sizes[3], false),
        [_, 1 or 3, int height, int width] => (width, height, sizes[1], true),
        _ => throw DataException.At(path, 3, $"sizes [{string.Join(", ", sizes)}]", "[count, height, width], or four sizes with 1 or 3 channels last or second"),
    };

    private static int[] ReadLabels(string path, int count)
    {
        using PackedFile file = PackedFile.Open(path);
        IdxHeader header = IdxHeader.Read(file);
        if (header.Sizes.Length != 1 || header.Type is not (IdxHeader.UnsignedByte or IdxHeader.Int32))
            throw DataException.At(path, 2, $"element type 0x{header.Type:x2} and rank {header.Sizes.Length}", "labels of type 0x08 or 0x0c and rank 1");
        if (header.Sizes[0] != count)
            throw DataException.At(path, 4, $"{header.Sizes[0]:N0} labels for {count:N0} pictures", "one label a picture; without labels, move the file away");
        int[] labels = new int[count];
        Span<byte> value = stackalloc byte[4];
        value = header.Type == IdxHeader.Int32 ? value : value[..1];
        for (int i = 0; i < count; i++)
        {
            file.ReadExactly(value, $"label {i} of {count}");
            labels[i] = value.Length == 1 ? value[0] : System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(value);
        }
        file.ExpectEnd($"the last of {count} labels");
        return labels;
    }

    private static IEnumerable<string> CandidateFiles(string folder) =>
        Directory.EnumerateFiles(folder).Where(file => Path.GetFileName(file).Contains("idx", StringComparison.OrdinalIgnoreCase)).Order(StringComparer.Ordinal);

    private static bool IsIdx(string file) => RankOf(file) is 3 or 4;

    /// <summary>The rank an IDX header states, 0 when the file does not begin like one.</summary>
    private static int RankOf(string file) =>
        FirstBytes(file) is [0, 0, >= 0x08 and <= 0x0e, byte rank, ..] ? rank : 0;

    private static string? LabelsBeside(string imagesPath)
    {
        string name = Path.GetFileName(imagesPath).Replace("images", "labels", StringComparison.OrdinalIgnoreCase)
            .Replace("idx3", "idx1", StringComparison.OrdinalIgnoreCase).Replace("idx4", "idx1", StringComparison.OrdinalIgnoreCase);
        string path = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(imagesPath))!, name);
        string other = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? path[..^3] : path + ".gz";
        return new[] { path, other }.FirstOrDefault(candidate => File.Exists(candidate) && RankOf(candidate) == 1);
    }
}
