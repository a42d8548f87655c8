namespace Autodidact.Engine;

/// <summary>The connection to another process of the run broke.</summary>
public sealed class EngineCommunicationException(string message) : EngineException(message);
