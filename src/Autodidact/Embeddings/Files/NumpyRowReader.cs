using Autodidact.Engine.Serialization;

namespace Autodidact.Embeddings.Files;

/// <summary>A matrix in NumPy's format, and the lines beside it where they are there.</summary>
internal sealed class NumpyRowReader : RowReader
{
    private readonly NumpyMatrix _matrix;

    /// <exception cref="InvalidDataException">It is no matrix of floating-point numbers, or the lines are not as many as its rows.</exception>
    public NumpyRowReader(string path) : base(path)
    {
        _matrix = NumpyMatrix.Of(path);
        (Count, Dimension) = (_matrix.Rows, _matrix.Columns);
        if (SampleIdFile.Count(IdsPath) is long lines && lines != Count) throw Damaged($"it has {Count:N0} rows, and '{IdsPath}' beside it {lines:N0} lines");
    }

    private string IdsPath => System.IO.Path.ChangeExtension(Path, NumpyRowWriter.IdsEnding);

    public override IEnumerable<EmbeddingRows> Blocks(int rows, ClassNames names)
    {
        using SampleIdFile samples = new(IdsPath);
        using FileStream stream = _matrix.Open();
        for (long left = Count; left > 0; left -= rows)
        {
            int count = (int)Math.Min(rows, left);
            float[] values = new float[(long)count * Dimension];
            _matrix.Read(stream, values);
            string[] ids = new string[count];
            int[] labels = new int[count];
            for (int i = 0; i < count; i++) (ids[i], labels[i]) = samples.Next(names);
            yield return new(values, Dimension, ids, labels, names.Names);
        }
    }
}
