using System.Runtime.InteropServices;
using Autodidact.Evaluation;

namespace Autodidact.Embeddings.Indexes;

/// <summary>
/// Vectors that come one batch after the other and are gone through again: in memory while they are few, in a file without a name that others see once they are many, so
/// that memory does not grow with them.
/// </summary>
internal sealed class VectorSpool(int dimension) : VectorRows, IDisposable
{
    // 64 Mi numbers, 256 MiB.
    private const int MostInMemory = 1 << 26;

    private readonly List<float[]> _blocks = [];
    private FileStream? _file;
    private int _count;

    public override int Count => _count;

    public override int Dimension => dimension;

    /// <summary>Adds rows, scaled to length 1; a row of zeros stays one.</summary>
    /// <param name="rows"><c>[rows, dimension]</c>; they are scaled in place and kept.</param>
    public void Add(float[] rows)
    {
        UnitRows.Scale(rows, dimension);
        _count += rows.Length / dimension;
        if (_file is null && (long)_count * dimension <= MostInMemory)
        {
            _blocks.Add(rows);
            return;
        }
        if (_file is null)
        {
            _file = new(Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 1 << 16, FileOptions.DeleteOnClose);
            foreach (float[] block in _blocks) _file.Write(MemoryMarshal.AsBytes<float>(block));
            _blocks.Clear();
        }
        _file.Write(MemoryMarshal.AsBytes<float>(rows));
    }

    public override IEnumerable<ReadOnlyMemory<float>> Blocks()
    {
        foreach (float[] block in _blocks) yield return block;
        if (_file is null) yield break;
        _file.Flush();
        _file.Position = 0;
        float[] read = new float[BlockRows * dimension];
        for (int left = _count; left > 0; left -= BlockRows)
        {
            int length = Math.Min(BlockRows, left) * dimension;
            _file.ReadExactly(MemoryMarshal.AsBytes(read.AsSpan(0, length)));
            yield return read.AsMemory(0, length);
        }
    }

    public void Dispose() => _file?.Dispose();
}
