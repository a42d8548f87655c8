namespace Autodidact.Embeddings.Maps;

/// <summary>How rows are laid out in the plane.</summary>
public enum MapMethod
{
    /// <summary>Neighbourhoods as a fuzzy graph (<see cref="Umap.Umap"/>): clusters and how they lie.</summary>
    Umap,

    /// <summary>Neighbourhoods as shares (<see cref="Tsne.Tsne"/>): clusters; how they lie says little.</summary>
    Tsne,

    /// <summary>The first two principal components (<see cref="Components.Pca"/>): the largest differences, nothing bent.</summary>
    Pca,
}
