using System.Text;
using Autodidact.Data.Text.Formats;
using Autodidact.Tests.Data;

namespace Autodidact.Tests.Fuzzing.Targets;

/// <summary>A table of comma-separated values with quotes, plain or gz.</summary>
internal sealed class TextTableTarget : IFuzzTarget
{
    private static readonly byte[] s_named = Encoding.UTF8.GetBytes("id,label,text\n1,good,\"It is, \"\"so\"\" to\nsay\"\n2,bad,No.\n3,-1,größer\n");

    public string Name => "text-table";

    public string FileName => "input.csv";

    public IReadOnlyList<Type> Covers => [typeof(TableFormat)];

    public IReadOnlyList<Type> Refusals => TextReading.Refusals;

    public IReadOnlyList<byte[]> Seeds { get; } = [s_named, Encoding.UTF8.GetBytes("a sentence,1\r\nanother,0\r\n"), Pictures.Gzip(s_named)];

    public IReadOnlyList<string> Words => ["\"", "\"\"", ",", "\n", "\r\n", "\t", "text", "label", "\",\"", "\0", "\"\n\"", ",,,,,,,,"];

    public long Budget(int length) => SourceReading.ChunkBytes + (128L * length);

    public byte[] Change(byte[] seed, Random random, Mutator mutator) => SourceReading.ChangePacked(seed, random, mutator, content => content);

    public void Read(string path) => TextReading.Read(path, "csv");
}
