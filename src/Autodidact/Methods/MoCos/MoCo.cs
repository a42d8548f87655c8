using Autodidact.Data.Loading;
using Autodidact.Data.Views;
using Autodidact.Engine;
using Autodidact.Engine.Distributed;
using Autodidact.Engine.Modules;
using Autodidact.Methods.Memories;
using Autodidact.Models;
using Autodidact.Objectives;

namespace Autodidact.Methods.MoCos;

/// <summary>
/// MoCo: a query finds its key among a queue of keys that a slowly following encoder made of earlier pictures. He et al. 2020,
/// arXiv:1911.05722; with a head of two layers and stronger views version 2, Chen et al. 2020, arXiv:2003.04297.
/// </summary>
public sealed class MoCo : EmbeddingMethod
{
    private readonly MoCoOptions _options;
    private readonly MethodContext _context;
    private readonly Layer _student;
    private readonly Teacher _teacher;
    private readonly KeyQueue _queue;
    private readonly Pending _newKeys = new();

    // Pictures that went through the networks together: fewer than this process's batch where it goes in chunks.
    private int _part;

    public MoCo(MoCoOptions options, Backbone backbone, MethodContext context) : base(backbone)
    {
        (_options, _context) = (options, context);
        Child("backbone", backbone);
        _student = new Sequential(backbone, Child("head", Head()));
        _teacher = Child("teacher", new Teacher(_student, new Sequential(context.NewBackbone(), Head())));
        _queue = Child("queue", new KeyQueue(options.QueueFor(context), options.EmbeddingSize));

        Layer Head() => ProjectionHead.Mlp(backbone.FeatureSize, options.HiddenSize ?? backbone.FeatureSize, options.EmbeddingSize, options.HeadLayers);
    }

    /// <inheritdoc/>
    public override void Start() => _teacher.Copy();

    protected override EmbeddedViews Embed(ImageViews batch)
    {
        _part = batch.Batch;
        using BatchNormGroups groups = new(GroupsOf(_part));
        return _options.Symmetric
            ? new(Ops.Cat([.. ForwardEach(_student, batch)]), Ops.Cat([Keys(batch.View(1)), Keys(batch.View(0))]))
            : new(_student.Forward(batch.View(0)), Keys(batch.View(1)));
    }

    protected override StepResult Compare(EmbeddedViews all, ImageViews batch)
    {
        Tensor logits = Contrastive.QueueLogits(all.Rows, all.Targets!, _queue.Keys, _options.Temperature);
        _newKeys.Set(all.Targets);
        StepResult result = new(Contrastive.FirstIsRight(logits), Now.Watched ? ContrastFigures.Of(logits.Detach(), _options.Temperature) : []);
        long samples = all.Rows.Size(0) / (_options.Symmetric ? 2 : 1);
        int groups = Now.Watched ? AllGroups(samples) : 0;
        return groups > 1
            ? result with { Report = [.. result.Report, ContrastFigures.BatchSignature(all.Rows.Detach().Narrow(0, 0, samples), all.Targets!.Narrow(0, 0, samples), groups)] }
            : result;
    }

    /// <inheritdoc/>
    public override void AfterStep()
    {
        double momentum = _options.MomentumFor(Now.Steps);
        _teacher.Follow(Now.Cosine(momentum, _options.FinalMomentum ?? momentum));
        using Tensor? keys = _newKeys.Take();
        if (keys is not null) _queue.Push(keys);
    }

    protected override void Dispose(bool disposing)
    {
        _newKeys.Dispose();
        base.Dispose(disposing);
    }

    // A query and its key must not share their batch's statistics: the keys of the whole batch change places before they are computed, and
    // go back after it (section 3.3 of the paper).
    private Tensor Keys(Tensor pictures)
    {
        if (!_options.Shuffle || _options.BatchNormGroups <= 1) return _teacher.Forward(pictures);
        using NoGradient guard = new();
        World world = World.Current;
        long own = pictures.Size(0), first = own * world.Rank;
        (Tensor order, Tensor back) = Permutation((int)own * world.Size, pictures.Device);
        Tensor shuffled = Gathered(pictures).IndexSelect(0, order.Narrow(0, first, own));
        if (pictures.IsChannelsLast) shuffled = shuffled.ChannelsLast();
        return Gathered(_teacher.Forward(shuffled)).IndexSelect(0, back.Narrow(0, first, own));
    }

    // The same on all processes, and again in the second pass of a step that is taken in chunks.
    private (Tensor Order, Tensor Back) Permutation(int count, Device device)
    {
        long[] order = new long[count], back = new long[count];
        for (int i = 0; i < count; i++) order[i] = i;
        new Draws(new DrawKey(_context.Seed, 0, Now.Step, 0), DrawPurpose.Other).Shuffle<long>(order);
        for (int i = 0; i < count; i++) back[order[i]] = i;
        return (Tensor.From(order, count).To(device), Tensor.From(back, count).To(device));
    }

    // Groups of the whole batch, shared among processes and chunks. Keys change groups within a chunk, of all processes: of a single group there they would
    // not leave their queries. Never a group of one picture, which has no statistics.
    private int GroupsOf(int part)
    {
        if (_options.BatchNormGroups <= 1) return 0;
        int parts = Math.Max(1, _context.Batch / part), least = _options.Shuffle && World.Current.Size == 1 ? 2 : 1;
        int groups = Math.Max(1, Math.Min(Math.Max(least, _options.BatchNormGroups / parts), part / 2));
        while (part % groups != 0) groups--;
        return groups;
    }

    // Groups that a whole batch of all processes really had, in its order. In one of one picture there would be nobody to compare with.
    private int AllGroups(long samples) => _part == 0 ? 0 : (int)Math.Min(samples / _part * GroupsOf(_part), samples / 2);
}
