namespace Autodidact.Training;

/// <summary>How the learning rate goes after the warm-up.</summary>
public enum ScheduleShape
{
    /// <summary>Half a cosine, from the highest rate to the last one (Loshchilov and Hutter 2017, arXiv:1608.03983).</summary>
    Cosine,

    /// <summary>The highest rate to the end.</summary>
    Constant,
}
