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

    /// <summary>File (without ending) and name of every case that states a result; cases that only hold input are data of others.</summary>
    public static IEnumerable<(string File, string Case)> Cases()
    {
        foreach (string path in Directory.GetFiles(Path!, "*.safetensors").Order(StringComparer.Ordinal))
        {
            using SafetensorsFile file = SafetensorsFile.Open(path);
            IEnumerable<string> names = file.Entries.Select(entry => entry.Name).Concat(file.Metadata.Keys).Select(name => name.Split('/')[0]).Distinct();
            foreach (string name in names.Order(StringComparer.Ordinal))
            {
                if (file.Metadata.GetValueOrDefault($"{name}/kind") != "input") yield return (System.IO.Path.GetFileNameWithoutExtension(path), name);
            }
        }
    }
}
