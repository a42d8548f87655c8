using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Autodidact.Data;

/// <summary>What a frozen encoder is measured with: pictures to fit on, and others to measure on.</summary>
/// <param name="Train">The train part.</param>
/// <param name="Test">The test part, or the pictures held out of a source that has none.</param>
/// <param name="IsHeldOut">True when the source has no test part of its own.</param>
public sealed record TrainAndTest(ImageSource Train, ImageSource Test, bool IsHeldOut)
{
    /// <summary>
    /// Opens both parts. Where the format has no test part, a share of the pictures is held out: those whose name hashes
    /// below the share, so that a picture stays on its side when others are added.
    /// </summary>
    /// <param name="specification">As for <see cref="DataSources.Open"/>.</param>
    /// <param name="share">Share held out, above 0 and below 1. Default 0.2.</param>
    /// <param name="options">Limits and decoding; null for the defaults.</param>
    /// <exception cref="DataException">The source cannot be opened, or is too small to be parted.</exception>
    public static TrainAndTest Open(string specification, double share = 0.2, DataOptions? options = null)
    {
        if (share is not (> 0 and < 1)) throw new ArgumentOutOfRangeException(nameof(share), share, "Above 0 and below 1.");
        ImageSource source = DataSources.Open(specification, Split.Train, options);
        if (source.Splits.Contains(Split.Test))
            return new TrainAndTest(source, DataSources.Open(specification, Split.Test, options), IsHeldOut: false);
        ILookup<bool, int> held = Enumerable.Range(0, source.Count).ToLookup(index => Place(source.Id(index)) < share);
        if (!held.Contains(true) || !held.Contains(false))
            throw new DataException($"{specification} has no test part and only {source.Count:N0} pictures, too few to hold some out; add pictures, or name a source with a test part.");
        return new TrainAndTest(
            new SelectedSource(source, held[false], $"{source.Name} (kept {1 - share:P0})"),
            new SelectedSource(source, held[true], $"{source.Name} (held out {share:P0})"), IsHeldOut: true);
    }

    /// <summary>A place in [0, 1) that depends on the name alone.</summary>
    private static double Place(string id) =>
        BinaryPrimitives.ReadUInt32LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(id))) / 4294967296.0;
}
