using Autodidact.Data;

namespace Autodidact.Evaluation;

/// <summary>Some pictures of a source, spread evenly over it: sources often come class by class, so the first ones would not do.</summary>
internal static class SpreadSource
{
    /// <summary>At most <paramref name="most"/> pictures of <paramref name="source"/>.</summary>
    public static DataSource Of(DataSource source, int most) => source.Count <= most
        ? source
        : source.Choose([.. Enumerable.Range(0, most).Select(index => (int)((long)index * source.Count / most))], source.Name);
}
