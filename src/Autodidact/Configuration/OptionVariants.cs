using System.Collections.Concurrent;
using System.Reflection;

namespace Autodidact.Configuration;

/// <summary>
/// The records that can stand where an abstract options record is asked for, by their names: the registry of methods,
/// backbones and optimizers. Found by reflection, so that writing the record is all it takes.
/// </summary>
public static class OptionVariants
{
    /// <summary>The setting that chooses among variants: <c>method.name</c>.</summary>
    public const string NameField = "name";

    private static readonly ConcurrentDictionary<Type, IReadOnlyDictionary<string, Type>> s_variants = new();

    /// <summary>True for an abstract record with a <c>Name</c>, below which variants are looked for.</summary>
    public static bool HasVariants(Type type) => type.IsAbstract && type.GetProperty("Name")?.PropertyType == typeof(string);

    /// <summary>All variants of <paramref name="baseType"/>, sorted by name, with a default instance each.</summary>
    public static IReadOnlyList<T> All<T>() where T : class =>
        [.. Of(typeof(T)).Values.Select(type => (T)Activator.CreateInstance(type)!)];

    /// <summary>The variants of <paramref name="baseType"/> by name, sorted, in this library and in every loaded assembly that uses it.</summary>
    /// <exception cref="InvalidOperationException">Two variants have the same name.</exception>
    public static IReadOnlyDictionary<string, Type> Of(Type baseType) => s_variants.GetOrAdd(baseType, Find);

    /// <summary>The variant's name where <paramref name="record"/> is one, such as <c>simclr</c>; null for a plain group.</summary>
    public static string? NameOf(object record)
    {
        for (Type? type = record.GetType().BaseType; type is not null; type = type.BaseType)
            if (HasVariants(type))
                return (string)type.GetProperty("Name")!.GetValue(record)!;
        return null;
    }

    private static SortedDictionary<string, Type> Find(Type baseType)
    {
        SortedDictionary<string, Type> found = new(StringComparer.Ordinal);
        foreach (Type type in AssembliesThatUse(baseType.Assembly).SelectMany(assembly => assembly.GetTypes()))
        {
            if (type.IsAbstract || !type.IsSubclassOf(baseType) || type.GetConstructor(Type.EmptyTypes) is null)
                continue;
            string name = (string)baseType.GetProperty("Name")!.GetValue(Activator.CreateInstance(type))!;
            if (!found.TryAdd(name, type))
                throw new InvalidOperationException($"{type} and {found[name]} are both named '{name}'; give one another name.");
        }
        return found;
    }

    private static IEnumerable<Assembly> AssembliesThatUse(Assembly library) =>
        AppDomain.CurrentDomain.GetAssemblies().Where(assembly => assembly == library || (!assembly.IsDynamic
            && assembly.GetReferencedAssemblies().Any(reference => reference.Name == library.GetName().Name)));
}
