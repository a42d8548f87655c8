namespace Autodidact.Engine.Distributed;

/// <summary>Another process of the run has died, hangs or has failed; the message names it.</summary>
public sealed class RankLostException(string message, Exception? inner = null) : Exception(message, inner);
