namespace Autodidact.Data.Views.Steps;

/// <summary>One step of a plan that changes a view in place. Steps are immutable; their text is the line a plan prints for them.</summary>
public abstract record ViewStep
{
    /// <summary>Changes the view.</summary>
    /// <param name="planes">Values 0..1, before and after.</param>
    /// <param name="key">The key of the view's draws.</param>
    /// <param name="scratch">Working memory.</param>
    public abstract void Apply(Planes planes, in DrawKey key, ViewScratch scratch);
}
