using System.Globalization;
using Autodidact.Engine;
using Autodidact.Engine.Modules;

namespace Autodidact.Models.ResNets;

/// <summary>
/// Residual network with torchvision's parameter names, without the classifier <c>fc</c>. He et al. 2016, arXiv:1512.03385.
/// </summary>
public sealed class ResNet : Backbone
{
    private readonly bool _imageNetStem;
    private readonly Convolution2d _conv1;
    private readonly BatchNorm _bn1;
    private readonly Sequential[] _stages;

    /// <param name="blocks">Blocks of each of the four stages.</param>
    /// <param name="bottleneck">Blocks of three convolutions (ResNet-50) in place of two.</param>
    /// <param name="width">Channels of the first stage; each further stage has twice as many.</param>
    /// <param name="stem">The first layers; not <see cref="ResNetStem.Auto"/>.</param>
    public ResNet(IReadOnlyList<int> blocks, bool bottleneck, int width, ResNetStem stem)
    {
        _imageNetStem = stem == ResNetStem.ImageNet;
        _conv1 = Child("conv1", _imageNetStem ? new Convolution2d(3, width, 7, 2, 3, bias: false) : new Convolution2d(3, width, 3, 1, 1, bias: false));
        _bn1 = Child("bn1", new BatchNorm(width));
        int channels = width;
        _stages = new Sequential[blocks.Count];
        for (int stage = 0; stage < blocks.Count; stage++)
        {
            int stageWidth = width << stage;
            Layer[] layers = new Layer[blocks[stage]];
            for (int i = 0; i < layers.Length; i++)
            {
                int stride = stage > 0 && i == 0 ? 2 : 1;
                layers[i] = bottleneck ? new Bottleneck(channels, stageWidth, stride) : new BasicBlock(channels, stageWidth, stride);
                channels = bottleneck ? stageWidth * Bottleneck.Expansion : stageWidth;
            }
            _stages[stage] = Child("layer" + (stage + 1).ToString(CultureInfo.InvariantCulture), new Sequential(layers));
        }
        FeatureSize = channels;
        LayerSizes = [.. Enumerable.Range(0, blocks.Count).Select(stage => channels >> (blocks.Count - 1 - stage))];
    }

    public override int FeatureSize { get; }

    /// <summary>The first layers are layer 0, each stage is one more.</summary>
    public override int HeadLayer => _stages.Length + 1;

    /// <inheritdoc/>
    public override int LayerOf(string parameter) => ResidualStages.LayerOf(parameter);

    /// <summary><c>[batch, 3, height, width]</c> to <c>[batch, FeatureSize]</c>: the last stage, averaged over the picture.</summary>
    public override Tensor Forward(Tensor input) => Pool(Stages(input)[^1]);

    /// <inheritdoc/>
    public override IReadOnlyList<int> LayerSizes { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<Tensor> LayerFeatures(Tensor input) => [.. Stages(input).Select(Pool)];

    /// <inheritdoc/>
    public override bool HasMaps => true;

    /// <inheritdoc/>
    public override Tensor Map(Tensor images) => Stages(images)[^1].Permute([0, 2, 3, 1]);

    /// <summary>
    /// The second and the third stage side by side, each averaged over 3 x 3 places, the third enlarged to the places of the second: what PatchCore compares (Roth et al. 2022,
    /// arXiv:2106.08265, section 3.1). Of fewer than three stages the last one.
    /// </summary>
    public override Tensor FineMap(Tensor images)
    {
        IReadOnlyList<Tensor> stages = Stages(images);
        if (stages.Count < 3) return Map(images);
        Tensor second = Smooth(stages[1]), third = Smooth(stages[2]).UpsampleBilinear2d([stages[1].Size(2), stages[1].Size(3)], false);
        return Ops.Cat([second, third], 1).Permute([0, 2, 3, 1]);
    }

    /// <summary>Feature maps after each stage, <c>[batch, channels, height, width]</c>, for dense tasks.</summary>
    public IReadOnlyList<Tensor> Stages(Tensor input)
    {
        Tensor hidden = _bn1.Forward(_conv1.Forward(input));
        hidden.ReluInPlace();
        if (_imageNetStem) hidden = hidden.MaxPool2d([3, 3], [2, 2], [1, 1]);
        Tensor[] maps = new Tensor[_stages.Length];
        for (int i = 0; i < maps.Length; i++) maps[i] = hidden = _stages[i].Forward(hidden);
        return maps;
    }

    internal override FrozenNetwork Freeze() => FrozenNetwork.Of(network =>
    {
        FoldedConvolution stem = network.Fold(_conv1, _bn1);
        Func<Tensor, Tensor>[] blocks = [.. _stages.SelectMany(stage => stage.Layers).Cast<ResidualBlock>().Select(block => block.Freeze(network))];
        return input => Pool(blocks.Aggregate(First(input), (map, block) => block(map)));

        // The largest of all maps, let go as soon as it is pooled.
        Tensor First(Tensor input)
        {
            if (!_imageNetStem) return stem.Forward(input);
            using TensorScope scope = new();
            return stem.Forward(input).MaxPool2d([3, 3], [2, 2], [1, 1]).Keep();
        }
    });

    // At the border of fewer places, so that nothing looks darker there.
    private static Tensor Smooth(Tensor map) => map.AvgPool2d([3, 3], [1, 1], [1, 1], false, false);

    private static Tensor Pool(Tensor map) => map.AdaptiveAvgPool2d([1, 1]).Flatten(1);
}
