using Autodidact.Engine.Serialization;

namespace Autodidact.Configuration;

/// <summary>Whether a file that a setting names can be written, said before the work that is to fill it.</summary>
public static class OutputFile
{
    /// <summary>What is wrong with a setting that names a file to write; null where nothing is, or nothing was named.</summary>
    /// <param name="field">The setting.</param>
    /// <param name="path">The file.</param>
    /// <param name="endings">The endings that it may have, such as <c>.csv</c>.</param>
    public static ConfigurationMistake? Mistake(string field, string? path, params IEnumerable<string> endings)
    {
        ArgumentNullException.ThrowIfNull(endings);
        if (path is null) return null;
        if (!endings.Contains(Path.GetExtension(path).ToLowerInvariant())) return new(field, path, $"must name a file that ends in {string.Join(", ", endings)}");
        return AtomicFile.Problem(path) is string problem ? new(field, path, problem) : null;
    }
}
