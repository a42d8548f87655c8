using Autodidact.Engine;

namespace Autodidact.Objectives;

/// <summary>A small network learns what a large one thinks of each sample (Hinton et al. 2015, arXiv:1503.02531, section 2).</summary>
public static class KnowledgeDistillation
{
    /// <summary><c>temperature² KL(teacher ‖ student)</c>, averaged over the batch, both softened by the temperature.</summary>
    /// <param name="student">Logits, <c>[batch, classes]</c>.</param>
    /// <param name="teacher">Logits, <c>[batch, classes]</c>; no gradient flows into them.</param>
    /// <remarks>The square keeps the gradient's size when the temperature changes.</remarks>
    public static Tensor Divergence(Tensor student, Tensor teacher, double temperature)
    {
        using FullPrecision guard = new(student.Device);
        Tensor taught = (FullPrecision.Of(teacher.Detach()) / temperature).LogSoftmax(1), learned = (FullPrecision.Of(student) / temperature).LogSoftmax(1);
        return (taught.Exp() * (taught - learned)).Sum([1L]).Mean() * (temperature * temperature);
    }

    /// <summary><c>alpha</c> times the divergence plus <c>1 - alpha</c> times the cross-entropy with the labels.</summary>
    /// <param name="labels">int64 <c>[batch]</c>.</param>
    /// <param name="alpha">In [0, 1]: how much the teacher counts.</param>
    public static Tensor Loss(Tensor student, Tensor teacher, Tensor labels, double temperature, double alpha)
    {
        using FullPrecision guard = new(student.Device);
        return (Divergence(student, teacher, temperature) * alpha) + (FullPrecision.Of(student).CrossEntropyLoss(labels) * (1 - alpha));
    }
}
