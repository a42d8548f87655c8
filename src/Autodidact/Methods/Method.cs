using Autodidact.Engine;
using Autodidact.Engine.Distributed;
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

    /// <summary>
    /// The embeddings of the whole batch over all processes: from this process's <c>[views * local batch, dimension]</c>,
    /// view-major, to <c>[views * whole batch, dimension]</c>, view-major again. Gradients flow back to the process that made
    /// the row. One process has them all already.
    /// </summary>
    /// <remarks>
    /// Every process then computes the same loss of the whole batch. Gradients are averaged over processes; backward through the
    /// gathering adds up the loss of each, so that the average is the gradient of that one loss.
    /// </remarks>
    protected static Tensor Gather(Tensor embeddings, int views) => World.Current.GatherRows(embeddings, views);

    /// <summary>Runs after the optimizer's step: moving averages, queues, centres.</summary>
    public virtual void AfterStep()
    {
    }
}
