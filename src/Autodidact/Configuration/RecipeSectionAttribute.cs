using System.Collections.Concurrent;
using System.Reflection;

namespace Autodidact.Configuration;

/// <summary>A group that may stand in a recipe of this record without being one of its settings: others read it.</summary>
/// <param name="name">The group's name.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class RecipeSectionAttribute(string name) : Attribute
{
    private static readonly ConcurrentDictionary<Type, string[]> s_names = new();

    /// <summary>The group's name.</summary>
    public string Name => name;

    /// <summary>Names of such groups in recipes of <paramref name="record"/>.</summary>
    internal static IReadOnlyList<string> Names(Type record) =>
        s_names.GetOrAdd(record, type => [.. type.GetCustomAttributes<RecipeSectionAttribute>().Select(section => section.Name)]);
}
