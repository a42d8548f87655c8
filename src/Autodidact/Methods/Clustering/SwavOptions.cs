using System.ComponentModel.DataAnnotations;
using Autodidact.Data.Loading;
using Autodidact.Models;

namespace Autodidact.Methods.Clustering;

/// <summary>Settings of SwAV.</summary>
public sealed record SwavOptions : PrototypeOptions
{
    /// <summary>
    /// Embeddings are spread over the whole sphere from the first step on, without which a run of few steps may never leave the loss where nothing is told
    /// apart.
    /// </summary>
    public SwavOptions() => OutputBatchNorm = true;

    public override string Name => "swav";

    public override string Summary => "Which prototypes a view belongs to is predicted from the picture's other views (SwAV, Caron et al. 2020)";

    /// <summary>Prototypes that embeddings are assigned to; the paper takes 3000 for ImageNet. More than the batch and the queue hold samples cannot all be used in a step.</summary>
    [Range(2, 1 << 20)]
    public int Prototypes { get; init; } = 256;

    /// <summary>Divides the scores of the views that predict, 0.01 to 10.</summary>
    [Range(0.01, 10)]
    public double Temperature { get; init; } = 0.1;

    /// <summary>
    /// Smoothness of the assignments: near 0 each sample belongs to one prototype. 0.05 in the paper; with random prototypes and few steps that is so
    /// even an assignment that there is little to predict.
    /// </summary>
    [Range(0.001, 10)]
    public double Epsilon { get; init; } = 0.02;

    /// <summary>Whether assignments use all prototypes alike; without it all samples end at one.</summary>
    public bool Sinkhorn { get; init; } = true;

    /// <summary>Scalings of columns and rows that make assignments equal.</summary>
    [Range(1, 1000)]
    public int SinkhornIterations { get; init; } = 3;

    /// <summary>Embeddings of earlier batches that are assigned together with a batch; 0 for none. For batches with fewer samples than prototypes.</summary>
    [Range(0, 1 << 24)]
    public int QueueLength { get; init; }

    /// <summary>Passes over the data before the queue begins: early embeddings are out of date at once.</summary>
    [Range(0, 100_000)]
    public int QueueFromEpoch { get; init; } = 5;

    /// <summary>
    /// Passes over the data before the prototypes learn, perhaps a part of one. One in the paper, which has thousands of steps: prototypes that learn before
    /// embeddings mean anything run together, and all predictions become equal.
    /// </summary>
    [Range(0.0, 100_000.0)]
    public double FreezePrototypesEpochs { get; init; } = 4;

    public override Method<ImageViews> Create(Backbone backbone, MethodContext context) => new Swav(this, backbone);
}
