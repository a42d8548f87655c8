namespace Autodidact.Training.Diagnosis;

/// <summary>The views of a sample are the same to a network that has learned nothing: the task is solved before it begins.</summary>
internal sealed class ViewsTooWeak : FailureMode
{
    private const double Least = 0.05;

    public override string Name => "views_too_weak";

    protected override string Cause => "the views hardly differ: augmentations are switched off or too mild";

    protected override string Change => "strengthen the views: a smaller views.min_scale, views.jitter_strength; look at views.png";

    protected override int Looks => 1;

    protected override string? Evidence(Look look) =>
        look.Step == 1 && look.ViewsApart < Least ? $"before the first step two views of a sample are {look.ViewsApart:P1} as far apart as two samples" : null;
}
