using Autodidact.Data.Loading;

namespace Autodidact.Training;

/// <summary>Does something with the parts of a run, whatever its method learns from.</summary>
/// <typeparam name="TResult">What comes of it.</typeparam>
internal interface IPartsUser<out TResult>
{
    /// <summary>Does it.</summary>
    /// <param name="parts">The parts; they stay their owner's.</param>
    TResult Use<TBatch>(TrainingParts<TBatch> parts) where TBatch : class, IBatch<TBatch>;
}
