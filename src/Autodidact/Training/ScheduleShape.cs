namespace Autodidact.Training;

/// <summary>How the learning rate goes after the warm-up.</summary>
public enum ScheduleShape
{
    /// <summary>Half a cosine, from the highest rate to the last one (Loshchilov and Hutter 2017, arXiv:1608.03983).</summary>
    Cosine,

    /// <summary>A straight line from the highest rate to the last one: BERT's (Devlin et al. 2019, arXiv:1810.04805, appendix A.2), and what transformers of texts are usually fine-tuned with.</summary>
    Linear,

    /// <summary>The highest rate to the end.</summary>
    Constant,
}
