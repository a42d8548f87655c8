namespace Autodidact.Engine;

/// <summary>The running libtorch has no kernel for this operator, element type or device.</summary>
public sealed class EngineNotSupportedException(string message) : EngineException(message);
