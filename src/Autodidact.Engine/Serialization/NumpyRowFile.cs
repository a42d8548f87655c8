using System.Runtime.InteropServices;

namespace Autodidact.Engine.Serialization;

/// <summary>Writes a <c>.npy</c> matrix whose rows come one block after another and whose number is known only at the end.</summary>
public static class NumpyRowFile
{
    /// <summary>Writes <c>[rows, dimension]</c> atomically and returns the number of rows. Only one block is in memory at a time.</summary>
    /// <param name="path">The file, by custom ending in <c>.npy</c>.</param>
    /// <param name="dimension">Numbers in a row, at least 1.</param>
    /// <param name="blocks">Whole rows, row-major; each is written before the next is asked for.</param>
    public static long Write(string path, int dimension, IEnumerable<ReadOnlyMemory<float>> blocks)
    {
        ArgumentNullException.ThrowIfNull(blocks);
        ArgumentOutOfRangeException.ThrowIfLessThan(dimension, 1);
        long rows = 0;
        AtomicFile.Write(path, stream =>
        {
            // The header of any number of rows has the same length: it is padded, and the longest still fits.
            stream.Write(NumpyHeader.Write(ScalarType.Float32, [long.MaxValue, dimension]));
            foreach (ReadOnlyMemory<float> block in blocks)
            {
                if (block.Length % dimension != 0) throw new ArgumentException($"A block of {block.Length} numbers is not whole rows of {dimension}.", nameof(blocks));
                stream.Write(MemoryMarshal.AsBytes(block.Span));
                rows += block.Length / dimension;
            }

            stream.Position = 0;
            stream.Write(NumpyHeader.Write(ScalarType.Float32, [rows, dimension]));
        });
        return rows;
    }
}
