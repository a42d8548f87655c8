using Autodidact.Engine.Modules;
using Autodidact.Models;

namespace Autodidact.Methods;

/// <summary>
/// A way to learn without labels: it owns its networks (backbone, heads, teacher, queue), all in its state, and says what is
/// predicted from what in <see cref="Step"/>.
/// </summary>
/// <typeparam name="TBatch">What it learns from; sources that cannot give it do not fit.</typeparam>
public abstract class Method<TBatch>(Backbone backbone) : Module
{
    /// <summary>The network that is kept.</summary>
    public Backbone Backbone { get; } = backbone;

    /// <summary>One step's loss. Runs on the training thread, under autocast where that is chosen.</summary>
    public abstract StepResult Step(TBatch batch);

    /// <summary>Runs after the optimizer's step: moving averages, queues, centres.</summary>
    public virtual void AfterStep()
    {
    }
}
