using Autodidact.Engine.Serialization;
using Autodidact.Tests.Support;

namespace Autodidact.Tests.Golden;

/// <summary>The folder of reference values: <c>AUTODIDACT_GOLDEN</c>, or <c>shared/golden</c> beside the repository.</summary>
internal static class GoldenFolder
{
    public const string Variable = "AUTODIDACT_GOLDEN";

    /// <summary>The folder that was asked for by name, or null.</summary>
    public static string? Named { get; } = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } folder ? folder : null;

    /// <summary>The folder, or null where there is none.</summary>
    public static string? Path { get; } = Named ?? RepositoryFolder.Shared("golden");

    /// <summary>The groups: names of the golden files without ending.</summary>
    public static IEnumerable<string> Files => Directory.GetFiles(Path!, "*.safetensors").Order(StringComparer.Ordinal).Select(file => System.IO.Path.GetFileNameWithoutExtension(file));

    /// <summary>File (without ending) and name of every case that states a result; cases that only hold input are data of others.</summary>
    public static IEnumerable<(string File, string Case)> Cases() => Files.SelectMany(file => CasesOf(file).Select(name => (file, name)));

    /// <summary>The cases of a file that state a result.</summary>
    /// <param name="file">The file's name without ending.</param>
    /// <param name="folder">Another folder than this one.</param>
    public static string[] CasesOf(string file, string? folder = null)
    {
        using SafetensorsFile data = SafetensorsFile.Open(System.IO.Path.Combine(folder ?? Path!, file + ".safetensors"));
        // Notes that are about no case are the writer's ("format").
        ILookup<string, string> tensors = data.Entries.Select(entry => entry.Name).ToLookup(name => name.Split('/')[0]);
        IEnumerable<string> names = tensors.Select(group => group.Key).Concat(data.Metadata.Keys.Where(key => key.Contains('/', StringComparison.Ordinal)).Select(key => key.Split('/')[0])).Distinct();
        return [.. names.Where(name => !IsData(name)).Order(StringComparer.Ordinal)];

        bool IsData(string name) => data.Metadata.GetValueOrDefault($"{name}/kind", "input") == "input" && tensors.Contains(name) && tensors[name].All(tensor => tensor.StartsWith($"{name}/input/", StringComparison.Ordinal));
    }
}
