namespace Autodidact.Engine;

/// <summary>An operator was given an argument that its schema does not allow; the message names both.</summary>
public sealed class EngineArgumentException(string message) : EngineException(message);
