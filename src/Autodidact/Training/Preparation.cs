namespace Autodidact.Training;

/// <summary>How far something is that has to be done before the first step.</summary>
/// <param name="Work">What, such as "cutting texts into tokens".</param>
/// <param name="Done">Samples that are done.</param>
/// <param name="Of">Samples in all.</param>
public readonly record struct Preparation(string Work, int Done, int Of);
