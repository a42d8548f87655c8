using System.Text;
using Autodidact.Data;
using Autodidact.Data.Formats;
using Autodidact.Data.Shapes;

namespace Autodidact.Tests.Fuzzing.Targets;

/// <summary>The text behind <c>shapes:</c>, which may come out of a recipe.</summary>
internal sealed class ShapesTarget : IFuzzTarget
{
    public string Name => "shapes";

    public string FileName => "input.txt";

    public IReadOnlyList<Type> Covers => [typeof(ShapesFormat), typeof(ShapesOptions)];

    public IReadOnlyList<Type> Refusals => [typeof(DataException)];

    public IReadOnlyList<byte[]> Seeds { get; } = [Encoding.UTF8.GetBytes("count=3,size=8,seed=2"), Encoding.UTF8.GetBytes("test=2,size=16"), Encoding.UTF8.GetBytes("count=9,size=9,cue=conflict")];

    public IReadOnlyList<string> Words => ["count=", "test=", "size=", "seed=", "cue=", "paired", "=", ",", "2147483647"];

    // Asked for, not foreign: the table of pictures that will be kept, up to the 256 MiB that the source states.
    public long Budget(int length) => (16 << 20) + (64L * length);

    public void Read(string path)
    {
        ImageSource source = DataSources.Open($"shapes:{File.ReadAllText(path)}");
        if (source.Label(source.Count - 1) is null) throw new InvalidOperationException("A shape without a label.");
    }
}
