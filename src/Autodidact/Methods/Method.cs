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
    /// <summary>The network that learns.</summary>
    public Backbone Backbone { get; } = backbone;

    /// <summary>The network that is kept: the one that learns, unless a teacher of it is the better one.</summary>
    public virtual Backbone Kept => Backbone;

    /// <summary>What describes <see cref="Kept"/>, from which it can be made anew.</summary>
    /// <param name="backbone">The options that <see cref="Backbone"/> was made from.</param>
    public virtual BackboneOptions Describe(BackboneOptions backbone) => backbone;

    /// <summary>Where the run is; set before each step.</summary>
    public TrainingMoment Now { get; set; }

    /// <summary>
    /// Runs once, when a new run begins and its first weights are settled; not when one goes on. A teacher copies its student here.
    /// </summary>
    public virtual void Start()
    {
    }

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

    /// <summary>Runs when the gradients are complete, before the optimizer's step: parts that are frozen lose theirs here.</summary>
    public virtual void BeforeUpdate()
    {
    }

    /// <summary>Runs after the optimizer's step: moving averages, queues, centres.</summary>
    public virtual void AfterStep()
    {
    }

    /// <summary>Whether class tokens and positions of the backbone (<see cref="Backbone.WithoutDecay"/>) keep out of the weight decay, as in the codes of BEiT's family; elsewhere all but vectors decays.</summary>
    public virtual bool SparesPositions => false;

    /// <summary>Whether the learning rate of a parameter goes up and down with the schedule; elsewhere it stays at its highest.</summary>
    /// <param name="parameter">Its name in the method.</param>
    public virtual bool FollowsSchedule(string parameter) => true;
}
