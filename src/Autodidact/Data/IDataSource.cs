namespace Autodidact.Data;

/// <summary>A numbered collection of samples that can be read in any order, from any number of threads.</summary>
/// <typeparam name="TSample">The modality's sample type, such as <see cref="Image"/>.</typeparam>
public interface IDataSource<out TSample>
{
    /// <summary>What to call the source in logs: where it came from, and its part.</summary>
    string Name { get; }

    /// <summary>Samples, broken ones included: which are broken is known only when they are read.</summary>
    int Count { get; }

    /// <summary>Class names in label order; null when the source has no labels.</summary>
    IReadOnlyList<string>? Classes { get; }

    /// <summary>
    /// One line that tells data from others: kind, count and a hash of the content (in memory) or of names and lengths (folders
    /// and archives; a file changed without changing its length goes unnoticed there). Computed on first use.
    /// </summary>
    string Fingerprint { get; }

    /// <summary>Reads sample <paramref name="index"/>. Thread-safe.</summary>
    /// <exception cref="BadSampleException">The sample is broken, empty or too large; others can still be read.</exception>
    TSample Read(int index);

    /// <summary>The class of sample <paramref name="index"/>, an index into <see cref="Classes"/>; null when it has none.</summary>
    int? Label(int index);

    /// <summary>A name of sample <paramref name="index"/> that people can find again, such as a path within the folder.</summary>
    string Id(int index);
}
