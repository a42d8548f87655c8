
namespace Autodidact.Evaluation.Detection;

/// <summary>Figures of one score over tasks that share their samples, and those of every draw, added up as tasks come: no task need be kept.</summary>
/// <param name="draws">How often each sample comes, draw by draw.</param>
internal sealed class DetectionSum(IReadOnlyList<int[]> draws)
{
    private readonly DetectionFigures[] _drawn = new DetectionFigures[draws.Count];
    private DetectionFigures _sum;
    private int _tasks;

    /// <summary>Samples of each task.</summary>
    public int Samples => draws[0].Length;

    /// <summary>The mean over the tasks.</summary>
    public DetectionFigures Mean => _sum.Over(_tasks);

    /// <summary>That of each draw.</summary>
    public IEnumerable<DetectionFigures> Drawn => _drawn.Select(sum => sum.Over(_tasks));

    /// <summary>Adds a task.</summary>
    /// <param name="task">Of as many samples as the draws.</param>
    /// <param name="cancel">Checked between draws.</param>
    public void Add(DetectionTask task, CancellationToken cancel)
    {
        (_sum, _tasks) = (_sum.Plus(task.Figures), _tasks + 1);
        SharedWork.Over(_drawn.Length, draw => _drawn[draw] = _drawn[draw].Plus(task.Resampled(draws[draw])), cancel);
    }
}
