namespace Autodidact.Training.Diagnosis;

/// <summary>
/// One way in which runs fail, and how it shows. Sealed types below this one are found by reflection: a new one is a file, a section in
/// <c>docs/findings.md</c> and a test that makes a run which truly has the fault.
/// </summary>
internal abstract class FailureMode
{
    private int _seen;

    /// <summary>What it is called; snake_case.</summary>
    public abstract string Name { get; }

    /// <summary>What is likely behind it.</summary>
    protected abstract string Cause { get; }

    /// <summary>What to change.</summary>
    protected abstract string Change { get; }

    /// <summary>Steps in which it may show without meaning anything: networks begin in odd places.</summary>
    protected virtual int Grace => 0;

    /// <summary>Whether it means nothing while the learning rate still rises.</summary>
    protected virtual bool WaitsForWarmUp => false;

    /// <summary>Looks in a row at which it has to show.</summary>
    protected virtual int Looks => 3;

    /// <summary>The finding, at the first look that makes it clear.</summary>
    public Finding? At(Look look)
    {
        string? evidence = Evidence(look);
        _seen = evidence is null || look.Step <= Grace || (WaitsForWarmUp && look.Step <= look.Run.WarmUp) ? 0 : _seen + 1;
        return _seen == Looks ? Found(look.Step, evidence!) : null;
    }

    /// <summary>The finding, where something else than a look has made it clear.</summary>
    public Finding Found(long step, string evidence) => new(Name, step, evidence, Cause, Change);

    /// <summary>What shows at a look; null where nothing does. Called once for each look, in order.</summary>
    protected abstract string? Evidence(Look look);
}
