using System.ComponentModel.DataAnnotations;
using Autodidact.Data.Loading;
using Autodidact.Models;

namespace Autodidact.Methods.MoCos;

/// <summary>Settings of the two versions of MoCo that have a queue.</summary>
public abstract record MoCoOptions : ImageMethodOptions
{
    public override string Family => "contrastive";

    /// <summary>Divides the similarities: 0.07 in version 1, 0.2 in version 2.</summary>
    [Range(0.01, 10)]
    public double Temperature { get; init; } = 0.2;

    /// <summary>Linear layers of the projection head: 1 in version 1, 2 in version 2.</summary>
    [Range(1, 4)]
    public int HeadLayers { get; init; } = 2;

    /// <summary>Width of the head's hidden layers. Unset: that of the backbone's features, as in the paper.</summary>
    [Range(1, 65536)]
    public int? HiddenSize { get; init; }

    /// <summary>Size of the embeddings that are compared.</summary>
    [Range(2, 65536)]
    public int EmbeddingSize { get; init; } = 128;

    /// <summary>
    /// Keys of earlier pictures that a query is told from; never those of more than half the samples, since older keys of the very pictures
    /// that are asked for would be among them. The paper takes 65536 for a million pictures.
    /// </summary>
    [Range(1, 1 << 24)]
    public int QueueSize { get; init; } = 4096;

    /// <summary>
    /// What the key encoder keeps of itself at a step: 0 makes it a copy of the query encoder, whose keys in the queue then no longer
    /// fit. Unset: 1 - 10 / steps of the run, 0.99 to 0.999, so that it follows within a tenth of a long run. The paper takes 0.999.
    /// </summary>
    [Range(0.0, 1.0)]
    public double? Momentum { get; init; }

    /// <summary>What the key encoder keeps of itself at the last step; half a cosine leads there. Unset: what it keeps at the first one, as in the paper.</summary>
    [Range(0.0, 1.0)]
    public double? FinalMomentum { get; init; }

    /// <summary>
    /// Whether both views ask and both are asked for: twice the work of a step for twice as many pairs. Not so in the papers of versions 1 and 2; usual
    /// since.
    /// </summary>
    public bool Symmetric { get; init; }

    /// <summary>
    /// Parts of a batch that batch norm takes its statistics from, each by itself, as on so many GPUs; as many as processes and chunks at
    /// least, and two in each chunk where one process shuffles. 1 takes the whole batch, or chunk. Where groups would have fewer than 2 pictures there are fewer.
    /// </summary>
    [Range(1, 1024)]
    public int BatchNormGroups { get; init; } = 4;

    /// <summary>
    /// Whether pictures change groups before their keys are computed. Without, or with one group, batch norm tells a query which keys were
    /// computed beside its own, and the loss falls without anything being learned; <c>batch_signature</c> shows it.
    /// </summary>
    public bool Shuffle { get; init; } = true;

    public sealed override Method<ImageViews> Create(Backbone backbone, MethodContext context) => new MoCo(this, backbone, context);

    internal double MomentumFor(long steps) => Momentum ?? Math.Clamp(1 - (10.0 / Math.Max(1, steps)), 0.99, 0.999);

    internal long QueueFor(MethodContext context) => Math.Clamp(Symmetric ? context.Samples : context.Samples / 2, 1, QueueSize);
}
