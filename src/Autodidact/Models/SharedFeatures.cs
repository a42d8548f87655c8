using System.Runtime.InteropServices;
using Autodidact.Data.Loading;
using Autodidact.Engine.Distributed;

namespace Autodidact.Models;

/// <summary>Reading features with several processes: each reads its share of the batches and hears of all others, so that all have the same.</summary>
internal static class SharedFeatures
{
    private const int Going = 0, Cancelled = 1;

    /// <summary>The batches of all processes, in the order of the source.</summary>
    /// <param name="world">The processes.</param>
    /// <param name="own">This process's share: every so-many-th batch of the source, empty ones included.</param>
    /// <param name="batches">Batches of the source.</param>
    /// <param name="cancel">On any process, ends the work on all of them together.</param>
    public static IEnumerable<FeatureBatch> Of(World world, IEnumerable<FeatureBatch> own, int batches, CancellationToken cancel)
    {
        using IEnumerator<FeatureBatch> reader = own.GetEnumerator();
        for (int first = 0; first < batches; first += world.Size)
        {
            // One process alone must not leave: the others would wait for it.
            bool has = first + world.Rank < batches && !cancel.IsCancellationRequested && reader.MoveNext();
            IReadOnlyList<byte[]> parts = world.Gather(Pack(has ? reader.Current : null, cancel.IsCancellationRequested));
            foreach (byte[] part in parts)
            {
                if (MemoryMarshal.Read<int>(part) == Cancelled) throw new OperationCanceledException(cancel);
            }
            foreach (byte[] part in parts)
            {
                if (Unpack(part) is { Samples.Count: > 0 } batch) yield return batch;
            }
        }
    }

    /// <summary>The broken samples that all processes met, in the order of the source.</summary>
    public static IReadOnlyList<BadSample> Of(World world, IReadOnlyList<BadSample> own) =>
    [
        .. world.Gather(System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(own))
            .SelectMany(part => System.Text.Json.JsonSerializer.Deserialize<BadSample[]>(part)!)
            .OrderBy(bad => bad.Index),
    ];

    // State, rows, dimension, samples, values.
    private static byte[] Pack(FeatureBatch? batch, bool cancelled)
    {
        int rows = batch?.Samples.Count ?? 0;
        byte[] packed = new byte[((3 + rows) * sizeof(int)) + (sizeof(float) * (batch?.Values.Length ?? 0))];
        Span<int> head = MemoryMarshal.Cast<byte, int>(packed.AsSpan(0, (3 + rows) * sizeof(int)));
        (head[0], head[1], head[2]) = (cancelled ? Cancelled : Going, rows, batch?.Dimension ?? 0);
        for (int row = 0; row < rows; row++) head[3 + row] = batch!.Samples[row];
        MemoryMarshal.AsBytes<float>(batch?.Values ?? []).CopyTo(packed.AsSpan((3 + rows) * sizeof(int)));
        return packed;
    }

    private static FeatureBatch Unpack(byte[] packed)
    {
        ReadOnlySpan<int> head = MemoryMarshal.Cast<byte, int>(packed);
        int rows = head[1];
        return new(MemoryMarshal.Cast<byte, float>(packed.AsSpan((3 + rows) * sizeof(int))).ToArray(), head[2], head.Slice(3, rows).ToArray());
    }
}
