using System.ComponentModel.DataAnnotations;
using Autodidact.Engine;
using Autodidact.Engine.Distributed;

namespace Autodidact.Data.Loading;

/// <summary>How pictures are turned into batches.</summary>
public sealed record LoaderOptions
{
    /// <summary>Samples in a batch.</summary>
    [Range(1, 1 << 20)]
    public int Batch { get; init; } = 256;

    /// <summary>Decides order, crops and colours. Equal seeds give equal bytes.</summary>
    public ulong Seed { get; init; }

    /// <summary>Producer threads. 0 takes half of the cores, at least one and at most 16. The batches do not depend on it.</summary>
    [Range(0, 256)]
    public int Threads { get; init; }

    /// <summary>Whether every epoch has its own random order.</summary>
    public bool Shuffle { get; init; } = true;

    /// <summary>Whether the rest of an epoch that fills no batch is left out.</summary>
    public bool DropLast { get; init; } = true;

    /// <summary>Batches that may be ready or in the making ahead of the consumer.</summary>
    [Range(1, 1024)]
    public int QueueLength { get; init; } = 4;

    /// <summary>Share of broken samples above which loading stops. One broken sample alone never stops it.</summary>
    [Range(0, 1)]
    public double MaximumBadShare { get; init; } = 0.1;

    /// <summary>Whether the source is a part of one that is judged as a whole: however many of its samples are broken, loading goes on.</summary>
    public bool IsPart { get; init; }

    /// <summary>Whether <see cref="ImageViews.Labels"/> are read; otherwise nobody asks the source for them.</summary>
    public bool Labels { get; init; }

    /// <summary>Where the batches' tensors lie.</summary>
    public Device Device { get; init; }

    /// <summary>This process among those that share the work, from 0.</summary>
    public int Rank { get; init; }

    /// <summary>Processes that share the work: in training each has its part of every batch, in reading features every so-many-th batch.</summary>
    public int Processes { get; init; } = 1;

    /// <summary>Share of broken samples above which loading stops; infinite where it never does.</summary>
    internal double BadShare => IsPart ? double.PositiveInfinity : MaximumBadShare;

    /// <summary>The threads that <see cref="Threads"/> means on this machine.</summary>
    public int ResolvedThreads => Threads > 0 ? Threads : Math.Clamp(World.Current.Cores / 2, 1, 16);
}
