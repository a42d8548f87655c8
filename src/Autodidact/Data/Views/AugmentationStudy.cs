using Autodidact.Configuration;
using Autodidact.Data.Views.Steps;

namespace Autodidact.Data.Views;

/// <summary>
/// What one or two transformations are worth by themselves: SimCLR's study of augmentations (Chen et al. 2020, arXiv:2002.05709,
/// section 3.1 and figure 5). Both views begin with the same frame; one stays as it is, the other goes through the transformations.
/// </summary>
/// <remarks>
/// The paper's frame is a random crop, since the pictures of ImageNet differ in size; here it is the centre of the picture, as in
/// evaluation. A crop is then a part of that frame, as there.
/// </remarks>
public static class AugmentationStudy
{
    /// <summary>What a run takes: a method's own plans, or those of the study where the options ask for one.</summary>
    /// <param name="own">The method's plans.</param>
    /// <param name="options">Where <see cref="ViewOptions.StudyFirst"/> is unset there is no study.</param>
    /// <param name="method">The method's name.</param>
    /// <exception cref="ConfigurationException">A study is asked for, and the method does not have two views of one size.</exception>
    public static IReadOnlyList<ViewPlan> InsteadOf(IReadOnlyList<ViewPlan> own, ViewOptions options, string method)
    {
        ArgumentNullException.ThrowIfNull(own);
        ArgumentNullException.ThrowIfNull(options);
        if (options.StudyFirst is not { } first) return own;
        if (own.Count == 2 && own[0].Size == own[1].Size) return Plans(own[0].Size, options);
        string sizes = string.Join(", ", own.Select(plan => $"{plan.Size} x {plan.Size}"));
        throw new ConfigurationException([new("views.study_first", OptionValue.Write(first), $"leaves one of two views of one size as it is; {method} has {sizes}. Leave it out, or choose a method of two such views")]);
    }

    /// <summary>The plain plan and the changed one.</summary>
    /// <param name="size">Rows and columns of a view.</param>
    /// <param name="options">
    /// <see cref="ViewOptions.StudyFirst"/> and then <see cref="ViewOptions.StudySecond"/>, where it is another one. Both happen always, but for
    /// colour, whose two parts keep their probabilities; strengths are the options'.
    /// </param>
    /// <exception cref="ArgumentException">No transformation is named.</exception>
    public static IReadOnlyList<ViewPlan> Plans(int size, ViewOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        StudyTransform first = options.StudyFirst ?? throw new ArgumentException("A study names at least its first transformation.", nameof(options));
        ViewPlan plain = ViewPlan.Evaluation(size, options.Normalization);
        ViewStep[] steps = [.. Steps(first, size, options)];
        if (options.StudySecond is { } second && second != first) steps = [.. steps, .. Steps(second, size, options)];
        return [plain, plain.With(steps)];
    }

    private static ViewStep[] Steps(StudyTransform transform, int size, ViewOptions options) => transform switch
    {
        StudyTransform.Crop => [new RandomCrop(options.Crop(size), options.FlipProbability)],
        StudyTransform.Cutout => options.Cutout(1),
        StudyTransform.Color => [.. options.Jitter(options.JitterProbability), .. options.Grayscale(options.GrayscaleProbability)],
        StudyTransform.Sobel => options.Sobel(1),
        StudyTransform.Noise => options.Noise(1),
        StudyTransform.Blur => options.Blur(1, size),
        _ => options.Rotation(1),
    };
}
