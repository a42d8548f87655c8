namespace Autodidact.Training;

/// <summary>What a step takes beside the passes of its networks: loss, moving averages, queues, assignments.</summary>
/// <param name="PassesMilliseconds">The passes alone, forward of all networks and backward of those that learn, and the optimizer's step.</param>
/// <param name="OverPasses">The step over the passes; 1 where nothing else took time.</param>
/// <param name="DiagnosisMilliseconds">What a step that is watched takes more than one that is not.</param>
/// <param name="DiagnosisShare">What watching every <see cref="PretrainOptions.DiagnoseEvery"/>-th step adds to all of them.</param>
public sealed record MethodCost(double PassesMilliseconds, double OverPasses, double DiagnosisMilliseconds, double DiagnosisShare);
