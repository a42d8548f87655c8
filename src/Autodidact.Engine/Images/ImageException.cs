namespace Autodidact.Engine.Images;

/// <summary>A picture cannot be decoded or encoded. The message is a phrase about the picture: "the JPEG ends at byte 300 before its end marker".</summary>
public sealed class ImageException(string message, Exception? innerException = null) : EngineException(message, innerException!);
