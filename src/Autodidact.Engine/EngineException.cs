namespace Autodidact.Engine;

/// <summary>An error of the tensor engine, with libtorch's own message and no native stack trace.</summary>
public class EngineException : Exception
{
    public EngineException(string message) : base(message)
    {
    }

    public EngineException(string message, Exception inner) : base(message, inner)
    {
    }

    public EngineException()
    {
    }
}
