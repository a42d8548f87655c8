using Autodidact.Engine.Interop;

namespace Autodidact.Engine;

public sealed unsafe partial class Tensor
{
    private const long MemoryFormatContiguous = 0;
    private const long MemoryFormatPreserve = 1;
    private const long MemoryFormatChannelsLast = 2;

    private static readonly Operator s_toDevice = new("aten::to", "device");
    private static readonly Operator s_toType = new("aten::to", "dtype");
    private static readonly Operator s_contiguous = new("aten::contiguous", "");
    private static readonly Operator s_clone = new("aten::clone", "");

    /// <summary>This tensor on another device; itself (a second handle) when it is there already.</summary>
    public Tensor To(Device device) => ToDevice(device, Type, nonBlocking: false);

    /// <summary>This tensor with another element type; itself (a second handle) when it has it already.</summary>
    public Tensor To(ScalarType type)
    {
        Span<Argument> arguments = [Argument.Of(this), Argument.Of((long)type)];
        return s_toType.CallTensor(arguments);
    }

    internal Tensor ToDevice(Device device, ScalarType type, bool nonBlocking)
    {
        fixed (byte* name = DeviceNames.Utf8(device))
        {
            Span<Argument> arguments =
                [Argument.Of(this), Argument.Text(name, DeviceNames.Utf8(device).Length), Argument.Of((long)type), Argument.Of(nonBlocking)];
            return s_toDevice.CallTensor(arguments);
        }
    }

    /// <summary>Row by row without gaps; a copy only when it is not so already.</summary>
    public Tensor Contiguous() => InFormat(s_contiguous, MemoryFormatContiguous);

    /// <summary><c>[batch, channels, height, width]</c> with the channels innermost in memory, the fast layout of convolutions.</summary>
    public Tensor ChannelsLast() => InFormat(s_contiguous, MemoryFormatChannelsLast);

    /// <summary>A copy with the same layout; gradients flow through it.</summary>
    public Tensor Clone() => InFormat(s_clone, MemoryFormatPreserve);

    private Tensor InFormat(Operator op, long format)
    {
        Span<Argument> arguments = [Argument.Of(this), Argument.Of(format)];
        return op.CallTensor(arguments);
    }
}
