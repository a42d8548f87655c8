namespace Autodidact.Engine;

/// <summary>The device or the machine has no room for a tensor: a smaller batch, image or model is needed.</summary>
public sealed class EngineOutOfMemoryException(string message) : EngineException(message);
