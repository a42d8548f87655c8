using System.Text;
using Autodidact.Data.Text;
using Autodidact.Data.Text.Formats;
using Autodidact.Tests.Data;

namespace Autodidact.Tests.Fuzzing.Targets;

/// <summary>Lines of text, plain or gz.</summary>
internal sealed class PlainTextTarget : IFuzzTarget
{
    private static readonly byte[] s_lines = Encoding.UTF8.GetBytes("One line.\r\n\r\nSecond: größer, 漢字 👩\u200D👩\n = A title = \nlast");

    public string Name => "plain-text";

    public string FileName => "input.txt";

    public IReadOnlyList<Type> Covers => [typeof(TextSources), typeof(TextFiles), typeof(TextContent), typeof(PlainFormat)];

    public IReadOnlyList<Type> Refusals => TextReading.Refusals;

    public IReadOnlyList<byte[]> Seeds { get; } = [s_lines, Pictures.Gzip(s_lines)];

    public IReadOnlyList<string> Words => ["\n", "\r\n", "\n\n\n", "\0", "\uFEFF", "{\"a\":", "\t", "\u2028"];

    public long Budget(int length) => SourceReading.ChunkBytes + (64L * length);

    public byte[] Change(byte[] seed, Random random, Mutator mutator) => SourceReading.ChangePacked(seed, random, mutator, content => content);

    public void Read(string path) => TextReading.Read(path, "text");
}
