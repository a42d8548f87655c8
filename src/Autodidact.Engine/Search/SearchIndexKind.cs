namespace Autodidact.Engine.Search;

/// <summary>How an index finds vectors.</summary>
public enum SearchIndexKind
{
    /// <summary>By looking at each: exact, and slower the more there are.</summary>
    Flat,

    /// <summary>
    /// Along the links of a layered graph (Malkov and Yashunin 2016, arXiv:1603.09320): fast for some millions, slow to build, and nothing can be taken out.
    /// </summary>
    Hnsw,

    /// <summary>
    /// In lists around centres, where a vector is some bytes (Jégou et al. 2011, "Product quantization for nearest neighbor search"). What the bytes propose is put in
    /// order by the vectors themselves, which are kept in half precision: 2 bytes a number and some, half the memory of the others.
    /// </summary>
    IvfPq,
}
