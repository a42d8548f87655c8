namespace Autodidact.Methods;

/// <summary>Names of figures that methods report and the diagnosis knows how to read.</summary>
public static class FigureNames
{
    /// <summary>The loss where nothing is told apart: ln(2N - 1), ln K.</summary>
    public const string ChanceLoss = "chance_loss";

    /// <summary>Mean standard deviation of a dimension of normalised embeddings, times the square root of the dimension: 1 for an even spread, 0 where all are equal.</summary>
    public const string EmbeddingDeviation = "embedding_deviation";

    /// <summary>Dimensions that the centred, normalised embeddings use: exponential of the entropy of their singular values.</summary>
    public const string EffectiveRank = "effective_rank";

    /// <summary>Mean squared distance of two views of one sample on the unit sphere, 0 to 4.</summary>
    public const string Alignment = "alignment";

    /// <summary>ln of the mean of exp(-2 squared distance) over pairs of samples: 0 where all are equal, -4 at best.</summary>
    public const string Uniformity = "uniformity";

    /// <summary>Mean cosine of a view and what it is to match: a key, an entry of a memory.</summary>
    public const string TargetSimilarity = "target_similarity";

    /// <summary>Mean cosine of a view and what it is to be told from: other keys, other entries.</summary>
    public const string OtherSimilarity = "other_similarity";

    /// <summary>How many others a sample is told from.</summary>
    public const string Negatives = "negatives";

    /// <summary>Mean cosine of two views of one sample.</summary>
    public const string PositiveSimilarity = "positive_similarity";

    /// <summary>Mean cosine of views of different samples.</summary>
    public const string NegativeSimilarity = "negative_similarity";

    /// <summary>Share of samples whose own other view is the nearest of all.</summary>
    public const string ContrastAccuracy = "contrast_accuracy";

    /// <summary>The most that <see cref="EffectiveRank"/> can be.</summary>
    public const string ObservedDimensions = "observed_dimensions";

    /// <summary>The smallest batch that gives the objective enough to compare.</summary>
    public const string SmallestBatch = "smallest_batch";

    /// <summary>How much of itself the teacher keeps at the step.</summary>
    public const string TeacherMomentum = "teacher_momentum";

    /// <summary>Mean entropy of the teacher's assignment of a view, in nats: 0 is one-hot, ln K uniform.</summary>
    public const string TeacherEntropy = "teacher_entropy";

    /// <summary>Kullback-Leibler divergence of the teacher's mean assignment from uniform, in nats: 0 where all outputs are used alike, ln K where one is.</summary>
    public const string TeacherDivergence = "teacher_divergence";

    /// <summary>Length of the centre's last change, relative to its length.</summary>
    public const string CentreDrift = "centre_drift";

    /// <summary>Share of the prototypes that are used: exponential of the entropy of the mean assignment, over their number.</summary>
    public const string PrototypeUsage = "prototype_usage";

    /// <summary>Share of a tokenizer's codes that are used: exponential of the entropy of their moving counts, over their number.</summary>
    public const string CodebookUsage = "codebook_usage";

    /// <summary>Share of a tokenizer's codes that hardly any patch is given: less than a hundredth of an even share, wherever they were restarted.</summary>
    public const string DeadCodes = "dead_codes";

    /// <summary>Share of a tokenizer's codes that the step before put to patches because hardly any was given to them.</summary>
    public const string RestartedCodes = "restarted_codes";

    /// <summary>
    /// How much nearer a query is to keys of other samples of its own batch norm group than to those of other groups, in standard deviations
    /// of the latter: batch norm has marked the group.
    /// </summary>
    public const string BatchSignature = "batch_signature";

    /// <summary>Share of the samples of a batch whose picture is in it more than once.</summary>
    public const string Duplicates = "duplicates";

    /// <summary>Euclidean norm of all gradients; with <c>_PART</c> behind it, of those of a part of the method.</summary>
    public const string GradientNorm = "gradient_norm";

    /// <summary>Length of the step over the length of the weights; with <c>_PART</c> behind it, of a part of the method.</summary>
    public const string UpdateRatio = "update_ratio";
}
