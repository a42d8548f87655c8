namespace Autodidact.Data;

/// <summary>A <see cref="DataSource"/> whose samples can be read in any order, from any number of threads.</summary>
/// <typeparam name="TSample">The modality's sample type, such as <see cref="Image"/>.</typeparam>
public interface IDataSource<out TSample>
{
    /// <summary>Reads sample <paramref name="index"/>. Thread-safe.</summary>
    /// <exception cref="BadSampleException">The sample is broken, empty or too large; others can still be read.</exception>
    TSample Read(int index);
}
