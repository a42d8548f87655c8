namespace Autodidact.Embeddings.Generators;

/// <summary>What one caller asks for.</summary>
/// <param name="texts">Texts; empty where these are pictures.</param>
/// <param name="pictures">Whole files of pictures; empty where these are texts.</param>
/// <param name="cancel">The caller does not wait any longer.</param>
internal sealed class EmbeddingRequest(IReadOnlyList<string> texts, IReadOnlyList<ReadOnlyMemory<byte>> pictures, CancellationToken cancel)
{
    // A caller's continuation must not run on the thread that computes.
    private readonly TaskCompletionSource<float[][]> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public IReadOnlyList<string> Texts => texts;

    public IReadOnlyList<ReadOnlyMemory<byte>> Pictures => pictures;

    /// <summary>Samples.</summary>
    public int Count => texts.Count + pictures.Count;

    /// <summary>Whether nobody waits any longer.</summary>
    public bool IsGone => cancel.IsCancellationRequested;

    /// <summary>A row for each sample.</summary>
    public Task<float[][]> Answer => _answer.Task.WaitAsync(cancel);

    public void Complete(float[][] rows) => _answer.TrySetResult(rows);

    public void Fail(Exception error) => _answer.TrySetException(error);
}
