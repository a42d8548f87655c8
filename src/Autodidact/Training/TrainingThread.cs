namespace Autodidact.Training;

/// <summary>
/// A thread of one's own for all tensor work of a run: scopes, gradient mode and thread counts of the engine belong to a
/// thread, and a pool thread would carry them into the work of others.
/// </summary>
public static class TrainingThread
{
    // Backward recurses through deep graphs on this thread.
    private const int StackSize = 16 << 20;

    /// <summary>Runs <paramref name="work"/> and gives its result, or its exception.</summary>
    public static Task<T> RunAsync<T>(Func<T> work)
    {
        TaskCompletionSource<T> result = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Thread thread = new(() =>
        {
            try
            {
                result.SetResult(work());
            }
            catch (Exception error)
            {
                result.SetException(error);
            }
        }, StackSize) { Name = "training", IsBackground = true };
        thread.Start();
        return result.Task;
    }
}
