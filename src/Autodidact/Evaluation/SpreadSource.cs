using Autodidact.Data;

namespace Autodidact.Evaluation;

/// <summary>Some samples of a source, drawn from all of it (<see cref="SampleDraw"/>).</summary>
internal static class SpreadSource
{
    /// <summary>At most <paramref name="most"/> samples of <paramref name="source"/>.</summary>
    public static DataSource Of(DataSource source, int most) => source.Count <= most
        ? source
        : source.Choose(SampleDraw.Of(source.Count, most), source.Name);
}
