using System.ComponentModel.DataAnnotations;
using Autodidact.Data.Loading;
using Autodidact.Data.Views;
using Autodidact.Models;

namespace Autodidact.Methods.InstanceLearning;

/// <summary>Settings of instance discrimination.</summary>
public sealed record InstanceDiscriminationOptions : ImageMethodOptions
{
    public override string Name => "instance-discrimination";

    public override string Family => "contrastive";

    public override string Summary => "Every picture is a class of its own, told from all others through a memory of their features (Wu et al. 2018)";

    /// <summary>Divides the similarities; 0.07 in the paper, 0.1 in the authors' code for CIFAR-10.</summary>
    [Range(0.01, 10)]
    public double Temperature { get; init; } = 0.1;

    /// <summary>
    /// How a picture is told from others: <c>softmax</c> over drawn ones, <c>full</c> softmax, which costs as much as there are pictures, or
    /// <c>nce</c>, which the paper takes for a million and which is unsteady where a picture comes back after a few steps.
    /// </summary>
    public InstanceLoss Loss { get; init; } = InstanceLoss.Softmax;

    /// <summary>Pictures drawn for each picture to be told from, for <c>nce</c> and <c>softmax</c>; never more than there are others.</summary>
    [Range(1, 1 << 20)]
    public int Negatives { get; init; } = 4096;

    /// <summary>What the memory keeps of a picture's old feature when it gets a new one.</summary>
    [Range(0.0, 1.0)]
    public double MemoryMomentum { get; init; } = 0.5;

    /// <summary>Weight of the squared distance between a feature and what was remembered of the same picture, which steadies learning; 0 in the authors' code.</summary>
    [Range(0.0, 1000.0)]
    public double ProximalWeight { get; init; }

    /// <summary>
    /// Whether batch norm ends the head. The papers have none and learn slowly from many pictures; without it, embeddings of a fresh
    /// network all point one way, and with few pictures they and the memory chase each other instead of spreading.
    /// </summary>
    public bool HeadBatchNorm { get; init; } = true;

    /// <summary>Size of the embeddings that are remembered.</summary>
    [Range(2, 65536)]
    public int EmbeddingSize { get; init; } = 128;

    public override IReadOnlyList<ViewPlan> Plans(int size, ViewOptions views) => [ViewPlan.SimClr(size, views)];

    public override Method<ImageViews> Create(Backbone backbone, MethodContext context) => new InstanceDiscriminator(this, backbone, context);
}
