using Autodidact.Data.Views;

namespace Autodidact.Data.Loading;

/// <summary>
/// How the views of a batch lie in one piece of memory: group after group, each <c>[views, batch, size, size, 3]</c>. Consecutive views
/// of one size are a group.
/// </summary>
internal sealed class ViewLayout
{
    // Tensors begin at multiples of 64 bytes.
    private const int Alignment = 16;

    private readonly (int Group, int Place)[] _places;

    /// <param name="plans">One for each view.</param>
    public ViewLayout(IReadOnlyList<ViewPlan> plans)
    {
        List<ViewGroup> groups = [];
        _places = new (int, int)[plans.Count];
        for (int view = 0; view < plans.Count; view++)
        {
            int size = plans[view].Size;
            if (groups.Count == 0 || groups[^1].Size != size) groups.Add(new ViewGroup(0, size));
            _places[view] = (groups.Count - 1, groups[^1].Views);
            groups[^1] = groups[^1] with { Views = groups[^1].Views + 1 };
        }

        Groups = [.. groups];
        GroupViews = [.. groups.Select(group => group.Views)];
    }

    /// <summary>What lies one after the other.</summary>
    public IReadOnlyList<ViewGroup> Groups { get; }

    /// <summary>Views of each group.</summary>
    public IReadOnlyList<int> GroupViews { get; }

    /// <summary>Views of a picture.</summary>
    public int Views => _places.Length;

    /// <summary>Floats of all views of one picture, without the gaps between groups.</summary>
    public long PictureLength => Groups.Sum(group => (long)group.Views * group.ViewLength);

    /// <summary>The group of a view, and which of the group's views it is.</summary>
    public (int Group, int Place) Place(int view)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(view);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(view, Views);
        return _places[view];
    }

    /// <summary>Floats of <paramref name="batch"/> pictures, with the gaps.</summary>
    public long Length(int batch) => Start(Groups.Count, batch);

    /// <summary>The first float of a group; of the group after the last, the length of all.</summary>
    public long Start(int group, int batch)
    {
        long start = 0;
        for (int i = 0; i < group; i++)
        {
            start += (long)Groups[i].Views * batch * Groups[i].ViewLength;
            if (i < Groups.Count - 1) start = (start + Alignment - 1) / Alignment * Alignment;
        }

        return start;
    }

    /// <summary>The sizes in words: <c>2 views of 96 x 96, 6 views of 32 x 32</c>.</summary>
    public override string ToString() => string.Join(", ", Groups);
}
