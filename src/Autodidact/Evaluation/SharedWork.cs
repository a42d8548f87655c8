using System.Runtime.ExceptionServices;
using Autodidact.Engine;

namespace Autodidact.Evaluation;

/// <summary>Work that threads share.</summary>
internal static class SharedWork
{
    /// <summary>Runs <paramref name="body"/> for each of 0 to <paramref name="count"/> - 1, on as many threads as tensors take. What fails is thrown as it is: what went wrong on one thread mostly goes wrong on all, and one sentence is enough.</summary>
    public static void Over(int count, Action<int> body, CancellationToken cancel)
    {
        try
        {
            Parallel.For(0, count, new() { CancellationToken = cancel, MaxDegreeOfParallelism = TorchRuntime.Threads }, body);
        }
        catch (AggregateException failure)
        {
            ExceptionDispatchInfo.Throw(failure.InnerExceptions[0]);
        }
    }
}
