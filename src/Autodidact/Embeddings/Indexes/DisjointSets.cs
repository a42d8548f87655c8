namespace Autodidact.Embeddings.Indexes;

/// <summary>Sets that are joined two by two, each known by one of its members.</summary>
internal sealed class DisjointSets(int count)
{
    private readonly int[] _above = [.. Enumerable.Range(0, count)];

    /// <summary>The member that a member's set is known by.</summary>
    public int Of(int member)
    {
        while (_above[member] != member) member = _above[member] = _above[_above[member]];
        return member;
    }

    /// <summary>Joins the sets of two members; false where they are one already.</summary>
    public bool Join(int one, int other)
    {
        (one, other) = (Of(one), Of(other));
        if (one == other) return false;
        // Known by the smaller, so that it does not matter who was joined first.
        _above[Math.Max(one, other)] = Math.Min(one, other);
        return true;
    }
}
