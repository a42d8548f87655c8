using Autodidact.Engine;
using Autodidact.Engine.Modules;

namespace Autodidact.Training;

/// <summary>
/// The values of a module's buffers, such as running statistics, so that a forward pass that should not count leaves none of its
/// own. The copies belong to the tensor scope that is open.
/// </summary>
internal sealed class BufferState(Module module)
{
    private readonly (Tensor Buffer, Tensor Value)[] _buffers = [.. module.NamedBuffers().Select(buffer => (buffer.Tensor, buffer.Tensor.Clone()))];

    /// <summary>Writes the values back.</summary>
    public void Restore()
    {
        using TensorScope scope = new();
        using NoGradient guard = new();
        foreach ((Tensor buffer, Tensor value) in _buffers)
            buffer.CopyInPlace(value);
    }
}
