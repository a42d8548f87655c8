namespace Autodidact.Engine.Modules;

/// <summary>A tensor and its name in a state dictionary.</summary>
public readonly record struct NamedTensor(string Name, Tensor Tensor);
