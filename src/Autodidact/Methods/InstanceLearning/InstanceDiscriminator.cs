using Autodidact.Data.Loading;
using Autodidact.Engine;
using Autodidact.Engine.Modules;
using Autodidact.Methods.Memories;
using Autodidact.Models;
using Autodidact.Objectives;

namespace Autodidact.Methods.InstanceLearning;

/// <summary>
/// Instance discrimination: one view of a picture finds what is remembered of the picture, among what is remembered of others. Wu, Xiong, Yu
/// and Lin 2018, arXiv:1805.01978.
/// </summary>
public sealed class InstanceDiscriminator : EmbeddingMethod
{
    private readonly InstanceDiscriminationOptions _options;
    private readonly MethodContext _context;
    private readonly Layer _head;
    private readonly InstanceMemory _memory;
    private readonly int _negatives;

    public InstanceDiscriminator(InstanceDiscriminationOptions options, Backbone backbone, MethodContext context) : base(backbone)
    {
        (_options, _context, _negatives) = (options, context, Math.Clamp(context.Samples - 1, 1, options.Negatives));
        Child("backbone", backbone);
        _head = Child("head", ProjectionHead.Linear(backbone.FeatureSize, options.EmbeddingSize, options.HeadBatchNorm));
        _memory = Child("memory", new InstanceMemory(
            new MemoryBank(context.Samples, options.EmbeddingSize, options.MemoryMomentum),
            options.Loss == InstanceLoss.Nce ? InstanceContrast.Nce : InstanceContrast.Softmax, options.Temperature));
    }

    protected override EmbeddedViews Embed(ImageViews batch) => _head.Forward(Forward(Backbone, batch));

    protected override StepResult Compare(EmbeddedViews all, ImageViews batch)
    {
        using FullPrecision guard = new(all.Rows.Device);
        Tensor unit = FullPrecision.Of(all.Rows).Normalize(), indices = Gathered(batch.Indices);
        StepResult contrast = _options.Loss == InstanceLoss.Full ? AmongAll(unit, indices) : AmongDrawn(unit, indices);
        Tensor? proximal = _options.ProximalWeight == 0 ? null : InstanceDiscrimination.Proximal(unit, _memory.Bank.Of(indices));
        _memory.Remember(indices, unit);
        if (proximal is null) return contrast;
        return new(contrast.Loss + (proximal * _options.ProximalWeight), [.. contrast.Report, new Measure("instance_loss", contrast.Loss.Detach()), new Measure("proximal", proximal.Detach())]);
    }

    /// <inheritdoc/>
    public override void AfterStep() => _memory.AfterStep();

    private StepResult AmongDrawn(Tensor unit, Tensor indices)
    {
        Tensor candidates = Candidates.Draw(indices, _negatives, _context.Samples, _context.Seed, Now.Step), logits = _memory.Logits(unit, candidates);
        Measure chance = Measure.Of(FigureNames.ChanceLoss, _memory.ChanceLoss(_negatives));
        return new(_memory.Loss(_memory.Scores(logits)), Now.Watched ? [.. ContrastFigures.Of(logits.Detach(), _options.Temperature).Where(figure => figure.Name != chance.Name), chance] : []);
    }

    private StepResult AmongAll(Tensor unit, Tensor indices) => new(
        InstanceDiscrimination.FullSoftmax(unit, _memory.Bank.Rows, indices, _options.Temperature),
        new Measure(FigureNames.TargetSimilarity, (unit.Detach() * _memory.Bank.Of(indices)).Sum([1L]).Mean()),
        Measure.Of(FigureNames.Negatives, _context.Samples - 1),
        Measure.Of(FigureNames.ChanceLoss, Math.Log(_context.Samples)));
}
