namespace Autodidact.Data.Views;

/// <summary>A transformation of SimCLR's study of augmentations (Chen et al. 2020, arXiv:2002.05709, figure 5).</summary>
public enum StudyTransform
{
    /// <summary>A random part, resized, and mirrored with <see cref="ViewOptions.FlipProbability"/>.</summary>
    Crop,

    /// <summary>A square is covered.</summary>
    Cutout,

    /// <summary>Colours are jittered and dropped, each with its own probability: the paper's colour distortion.</summary>
    Color,

    /// <summary>Only edges are left.</summary>
    Sobel,

    /// <summary>Gaussian noise.</summary>
    Noise,

    /// <summary>Gaussian blur.</summary>
    Blur,

    /// <summary>A turn by 90, 180 or 270 degrees.</summary>
    Rotate,
}
