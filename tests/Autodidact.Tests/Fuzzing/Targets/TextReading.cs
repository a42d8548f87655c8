using Autodidact.Data;
using Autodidact.Data.Text;

namespace Autodidact.Tests.Fuzzing.Targets;

/// <summary>What the targets that open a source of texts share.</summary>
internal static class TextReading
{
    private static readonly DataOptions s_limits = new() { FileLimit = 1 << 16, MemoryLimit = 1 << 22 };

    public static IReadOnlyList<Type> Refusals { get; } = [typeof(DataException)];

    /// <summary>Opens the source as what it looks like and as what it is said to be, and reads its labels and some of its texts.</summary>
    public static void Read(string path, string kind)
    {
        try
        {
            All(TextSources.Open(path, options: s_limits));
        }
        catch (DataException)
        {
            // Whether it is refused for the same reason below is what counts.
        }
        All(TextSources.Open($"{kind}:{path}", options: s_limits));
    }

    private static void All(TextSource source)
    {
        if (source.Count == 0 || source.Fingerprint.Length == 0) throw new InvalidOperationException("A source without texts or fingerprint.");
        for (int i = 0; i < source.Count; i++)
        {
            if (source.Label(i) is { } label && (label < 0 || label >= source.Classes!.Count)) throw new InvalidOperationException($"Label {label} of {source.Classes!.Count} classes.");
            if (i is > 8 && i < source.Count - 1) continue;
            if (source.Read(i).Text.Length == 0) throw new InvalidOperationException($"{source.Id(i)} is an empty text.");
        }
    }
}
