using Autodidact.Engine;
using Autodidact.Engine.Modules;
using Autodidact.Engine.Optimization;

namespace Autodidact.Methods;

/// <summary>A network that learns nothing itself and follows another slowly: momentum encoder, target network, teacher.</summary>
/// <remarks>Only parameters are averaged. Batch norm's running statistics are the teacher's own, as in MoCo, BYOL and DINO.</remarks>
public sealed class Teacher : Layer
{
    private readonly Tensor[] _own;
    private readonly Tensor[] _followed;
    private readonly Layer _student;
    private readonly Layer _network;

    /// <param name="student">Whom to follow; it stays the method's.</param>
    /// <param name="network">A network of the same shape; it becomes the teacher's.</param>
    /// <exception cref="ArgumentException">The two have different parameters.</exception>
    public Teacher(Layer student, Layer network)
    {
        ArgumentNullException.ThrowIfNull(student);
        ArgumentNullException.ThrowIfNull(network);
        (_student, _network) = (student, Child("", network));
        (_own, _followed) = ([.. network.Parameters()], [.. student.Parameters()]);
        if (!network.NamedState().Select(Shape).SequenceEqual(student.NamedState().Select(Shape)))
            throw new ArgumentException("Teacher and student are different networks.", nameof(network));
        foreach (Tensor parameter in _own) parameter.RequiresGradient = false;
        Copy();

        static string Shape(NamedTensor entry) => $"{entry.Name} {string.Join('x', entry.Tensor.Shape.ToArray())}";
    }

    /// <summary>The network's output, without a graph.</summary>
    public override Tensor Forward(Tensor input)
    {
        using NoGradient guard = new();
        return _network.Forward(input);
    }

    /// <summary><c>teacher = momentum * teacher + (1 - momentum) * student</c>, parameter by parameter.</summary>
    /// <param name="momentum">From 0 (a copy) to 1 (no change).</param>
    public void Follow(double momentum)
    {
        using TensorScope scope = new();
        ExponentialAverage.Update(_own, _followed, momentum);
    }

    /// <summary>Takes over everything of the student, batch norm's statistics too.</summary>
    public void Copy()
    {
        using TensorScope scope = new();
        using NoGradient guard = new();
        foreach ((NamedTensor own, NamedTensor followed) in _network.NamedState().Zip(_student.NamedState())) own.Tensor.CopyInPlace(followed.Tensor);
    }
}
