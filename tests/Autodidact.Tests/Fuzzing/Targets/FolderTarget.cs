using Autodidact.Data;
using Autodidact.Data.Formats;
using Autodidact.Engine.Images;

namespace Autodidact.Tests.Fuzzing.Targets;

/// <summary>A picture that lies in a folder, whatever its name says.</summary>
internal sealed class FolderTarget : IFuzzTarget
{
    public string Name => "folder";

    public string FileName => "input.jpg";

    public IReadOnlyList<Type> Covers => [typeof(FolderFormat), typeof(ImageFiles)];

    public IReadOnlyList<Type> Refusals => SourceReading.Refusals;

    public IReadOnlyList<byte[]> Seeds { get; } = [.. Enum.GetValues<ImageFormat>().Select(format => ImageSeeds.Encode(format, 6, 5, 3))];

    public long Budget(int length) => (1 << 20) + (64L * length);

    public void Read(string path) => SourceReading.Read(Path.GetDirectoryName(path)!, "folder");
}
