namespace Autodidact.Methods;

/// <summary>
/// A method whose loss depends on a batch through its embeddings alone. With gradients cached at the embeddings (Gao et al. 2021,
/// arXiv:2101.06983) the batch can go through the network part by part and the loss still compares all of it.
/// </summary>
/// <typeparam name="TBatch">What it learns from.</typeparam>
public interface IEmbeddingMethod<in TBatch>
{
    /// <summary>EmbeddedViews of a batch, or of a part of one.</summary>
    EmbeddedViews Embed(TBatch batch);

    /// <summary>The step's loss from the embeddings of all parts of <paramref name="batch"/>, in the layout of <see cref="Embed"/>.</summary>
    StepResult Compare(EmbeddedViews embeddings, TBatch batch);
}
