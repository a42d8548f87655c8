using System.Reflection;
using System.Text.RegularExpressions;

namespace Autodidact.Tests.Golden;

/// <summary>All methods of this assembly that carry <see cref="GoldenCasesAttribute"/>.</summary>
internal static class GoldenBinders
{
    private sealed record Binder(string File, string Pattern, Action<GoldenCase> Run)
    {
        private readonly Regex _names = new($"^{Regex.Escape(Pattern).Replace(@"\*", ".*", StringComparison.Ordinal).Replace(@"\#", @"\d+", StringComparison.Ordinal)}$", RegexOptions.CultureInvariant);

        public int Weight { get; } = Pattern.Count(letter => letter is not ('*' or '#'));

        public bool Takes(string file, string name) => File == file && _names.IsMatch(name);
    }

    private static readonly Binder[] s_binders =
    [
        .. from type in typeof(GoldenBinders).Assembly.GetTypes()
           from method in type.GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
           from attribute in method.GetCustomAttributes<GoldenCasesAttribute>()
           select new Binder(attribute.File, attribute.Pattern, method.CreateDelegate<Action<GoldenCase>>()),
    ];

    /// <summary>File and pattern of every binder.</summary>
    public static IEnumerable<(string File, string Pattern, Func<string, string, bool> Takes)> All => s_binders.Select(binder => (binder.File, binder.Pattern, (Func<string, string, bool>)binder.Takes));

    /// <summary>The binder of a case, or null where nothing can run it yet.</summary>
    public static Action<GoldenCase>? Find(string file, string name) =>
        s_binders.Where(binder => binder.Takes(file, name)).MaxBy(binder => binder.Weight)?.Run;
}
