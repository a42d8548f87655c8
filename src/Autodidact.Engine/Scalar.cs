using Autodidact.Engine.Interop;

namespace Autodidact.Engine;

/// <summary>A number given to an operator: real or integer. The default value means "the operator's own default".</summary>
public readonly struct Scalar
{
    internal readonly Argument Value;

    private Scalar(Argument value) => Value = value;

    public static implicit operator Scalar(double value) => new(Argument.Of(value));

    public static implicit operator Scalar(long value) => new(Argument.Of(value));

    public static implicit operator Scalar(int value) => new(Argument.Of((long)value));
}
