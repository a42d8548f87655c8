using System.ComponentModel.DataAnnotations;
using Autodidact.Configuration;
using Autodidact.Data.Views;

namespace Autodidact.Methods;

/// <summary>Options of a method that sees two large views of a picture and, perhaps, small ones of small parts (multi-crop, Caron et al. 2020, arXiv:2006.09882, section 3.2).</summary>
/// <remarks>A local view of half the size costs a quarter of a global one.</remarks>
public abstract record MultiCropOptions : ImageMethodOptions
{
    /// <summary>Global views of a picture; they come first.</summary>
    internal const int GlobalViews = 2;

    /// <summary>
    /// Small views besides the two large ones; nobody learns from them, they only learn. None unless asked for: of pictures of 32 pixels little is left
    /// in a view of half the size, and the time is better spent on more passes.
    /// </summary>
    [Range(0, 32)]
    public int LocalViews { get; init; }

    /// <summary>Rows and columns of a local view, in pixels. At most a global one's; unset: half of it.</summary>
    [Range(ViewOptions.SmallestSize, ViewOptions.LargestSize)]
    public int? LocalSize { get; init; }

    /// <summary>Share of the picture's area that a local view shows at most and, where there are local views, a global one at least.</summary>
    [Range(0.001, 1)]
    public double LocalScale { get; init; } = 0.3;

    /// <inheritdoc/>
    /// <exception cref="ConfigurationException">Local views are larger than global ones.</exception>
    public override IReadOnlyList<ViewPlan> Plans(int size, ViewOptions views)
    {
        if (LocalViews == 0) return LargePlans(size, views);
        if (LocalSize > size)
            throw new ConfigurationException([new("method.local_size", $"{LocalSize}", $"must be at most {size}, the rows and columns of a global view (views.size). Leave it out for half of that")]);
        double split = Math.Clamp(LocalScale, views.MinScale, views.MaxScale);
        ViewPlan small = ViewPlan.SimClr(LocalSize ?? Math.Max(ViewOptions.SmallestSize, size / 2), views with { MaxScale = split });
        return [.. LargePlans(size, views with { MinScale = split }), .. Enumerable.Repeat(small, LocalViews)];
    }

    /// <summary>How the two large views are made.</summary>
    protected virtual IReadOnlyList<ViewPlan> LargePlans(int size, ViewOptions views) => base.Plans(size, views);
}
