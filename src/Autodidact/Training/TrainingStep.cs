namespace Autodidact.Training;

/// <summary>One optimizer step, as observers see it.</summary>
/// <param name="Step">Steps done, this one included: the first is 1.</param>
/// <param name="Steps">Steps of the whole run.</param>
/// <param name="Epoch">The pass over the data it belongs to: the first is 1.</param>
/// <param name="Epochs">Passes of the whole run.</param>
/// <param name="Loss">The loss before the step.</param>
/// <param name="LearningRate">The learning rate of the step.</param>
/// <param name="ImagesPerSecond">Samples a second over the last seconds.</param>
/// <param name="DataWait">Share of the last seconds in which the step waited for data, 0 to 1.</param>
/// <param name="TimeLeft">How long the rest will take at this pace.</param>
/// <param name="Figures">What the method reported of this step, by name.</param>
public readonly record struct TrainingStep(
    long Step,
    long Steps,
    int Epoch,
    int Epochs,
    double Loss,
    double LearningRate,
    double ImagesPerSecond,
    double DataWait,
    TimeSpan TimeLeft,
    IReadOnlyDictionary<string, double> Figures);
