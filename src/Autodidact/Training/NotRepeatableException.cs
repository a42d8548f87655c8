namespace Autodidact.Training;

/// <summary>A run that was promised to be repeatable to the bit is not: it has stopped before its first step.</summary>
/// <param name="message">What differed, or which operator has no deterministic version, and what to do.</param>
public sealed class NotRepeatableException(string message) : Exception(message);
