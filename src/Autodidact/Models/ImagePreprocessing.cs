using System.ComponentModel.DataAnnotations;
using Autodidact.Configuration;
using Autodidact.Data;
using Autodidact.Data.Loading;
using Autodidact.Data.Views;
using Autodidact.Engine;

namespace Autodidact.Models;

/// <summary>What an encoder does to a picture before its network sees it.</summary>
public sealed record ImagePreprocessing : Preprocessing, ICheckedOptions
{
    /// <inheritdoc/>
    public override string Name => Modality.Image;

    /// <summary>
    /// Rows and columns, in pixels: the shorter side is resized to it, above 96 pixels to 8/7 of it, and the middle is kept.
    /// </summary>
    [Range(ViewOptions.SmallestSize, ViewOptions.LargestSize)]
    public int Size { get; init; } = 224;

    /// <summary>Mean of red, green and blue, in 0..1, that is subtracted.</summary>
    [Length(3, 3)]
    public IReadOnlyList<double> Mean { get; init; } = Normalization.ImageNet.Mean;

    /// <summary>Standard deviation of red, green and blue, in 0..1, that is divided by.</summary>
    [Length(3, 3)]
    public IReadOnlyList<double> Std { get; init; } = Normalization.ImageNet.Deviation;

    /// <summary>The preprocessing that fits pictures as a training view shows them.</summary>
    public static ImagePreprocessing Of(ViewPlan view) => new() { Size = view.Size, Mean = view.Normalization.Mean, Std = view.Normalization.Deviation };

    /// <inheritdoc/>
    public IEnumerable<ConfigurationMistake> Check()
    {
        if (Std.FirstOrDefault(value => !(value > 0), 1) is var wrong and not 1)
            yield return new("std", OptionValue.Write(wrong), "must be above 0");
    }

    /// <summary>The view that does it: nothing in it is random.</summary>
    public ViewPlan Plan() => ViewPlan.Evaluation(Size, new Normalization(Mean, Std));

    internal override BackboneOptions Resolve(BackboneOptions backbone) => backbone.Resolve(Size);

    internal override IInputs Inputs(DataSource source, LoaderOptions loader) => new EvaluationLoader((ImageSource)source, Plan(), loader);

    internal override (IInputs Inputs, Func<Tensor, Tensor> Features) Raw(DataSource source, LoaderOptions loader, int largestSize) =>
        ((this with { Size = Math.Min(Size, largestSize) }).Inputs(source, loader), images => images.Flatten(1));
}
