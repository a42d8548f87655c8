using Autodidact.Engine;
using Autodidact.Engine.Modules;

namespace Autodidact.Training;

/// <summary>
/// The running statistics of a module's batch norms, so that a forward pass that should not count leaves none of its own. The copies belong to the
/// tensor scope that is open.
/// </summary>
/// <remarks>Other buffers, such as queues and memories, change after a step alone; they may be large.</remarks>
internal sealed class BufferState(Module module)
{
    private readonly (Tensor Buffer, Tensor Value)[] _buffers = [.. module.Below<BatchNorm>().SelectMany(norm => norm.NamedBuffers()).Select(buffer => (buffer.Tensor, buffer.Tensor.Clone()))];

    /// <summary>Writes the values back.</summary>
    public void Restore()
    {
        using TensorScope scope = new();
        using NoGradient guard = new();
        foreach ((Tensor buffer, Tensor value) in _buffers)
            buffer.CopyInPlace(value);
    }
}
