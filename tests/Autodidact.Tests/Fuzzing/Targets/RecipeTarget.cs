using System.Text;
using Autodidact.Configuration;
using Autodidact.Training;

namespace Autodidact.Tests.Fuzzing.Targets;

/// <summary>A recipe from anywhere, up to the options of a run.</summary>
internal sealed class RecipeTarget : IFuzzTarget
{
    public string Name => "recipe";

    public string FileName => "input.yaml";

    public IReadOnlyList<Type> Covers => [typeof(RecipeReader), typeof(RunFolder), typeof(OptionsBinder)];

    public IReadOnlyList<Type> Refusals => [typeof(ConfigurationException)];

    public IReadOnlyList<byte[]> Seeds { get; } =
    [
        Encoding.UTF8.GetBytes("# A comment\ndata: shapes:count=64\nmethod:\n  name: simclr\n  temperature: 0.2\nbackbone:\n  name: resnet18\n  width: 16\nbatch: 32\noptimizer: sgd\nepochs: 2\n"),
        Encoding.UTF8.GetBytes("{data: shapes, method: simclr, backbone: {name: cifar-resnet, depth: 20}, seed: 3}\n"),
        Encoding.UTF8.GetBytes(RecipeWriter.Write(new PretrainOptions { Data = "shapes" }, "written by the program")),
    ];

    public IReadOnlyList<string> Words => YamlWords;

    // A wrong name is answered with all right ones.
    public long Budget(int length) => (4 << 20) + (1024L * length);

    public void Read(string path)
    {
        Setting said = new();
        RecipeReader.ReadFile(path, said);
        OptionsBinder.Bind<PretrainOptions>(said);
    }

    internal static IReadOnlyList<string> YamlWords { get; } =
    [
        "&a ", "*a", "!!python/object/apply:os.system ", "!x ", "---\n", "...\n", "- ", "? ", ": ", "\n  ", "\n", "\t", "[", "]", "{", "}", "[[[[", "{{{{", "\"", "'", "|\n", ">\n", "<<: ", "%YAML 1.2\n", "%TAG ! x\n", "null", "~", "auto", ".inf", ".nan", "1e999",
        "method", "backbone", "optimizer", "name", "width", "data", "true", "..", "a.b.c.d", "\\u0000", "\0", "\ufeff", "\ud83d\ude00", "\u2028", "#", "name: ", "mean: [0, 0, 0]", "x: ", "[1, 2]",
    ];
}
