using System.Globalization;
using Autodidact.Engine;
using Autodidact.Engine.Modules;

namespace Autodidact.Models.ResNets;

/// <summary>
/// The thin ResNets of He et al. 2016, section 4.2 (20, 32, 44, 56 layers for 32x32 pictures): three stages, and shortcuts
/// without parameters that subsample and pad with zero channels (option A). Without the classifier <c>linear</c>.
/// </summary>
public sealed class CifarResNet : Backbone
{
    private readonly Convolution2d _conv1;
    private readonly BatchNorm _bn1;
    private readonly Sequential[] _stages;

    /// <param name="depth">6n + 2 layers.</param>
    /// <param name="width">Channels of the first stage.</param>
    public CifarResNet(int depth, int width = 16)
    {
        _conv1 = Child("conv1", new Convolution2d(3, width, 3, 1, 1, bias: false));
        _bn1 = Child("bn1", new BatchNorm(width));
        int channels = width;
        _stages = new Sequential[3];
        for (int stage = 0; stage < _stages.Length; stage++)
        {
            int stageWidth = width << stage;
            Layer[] layers = new Layer[(depth - 2) / 6];
            for (int i = 0; i < layers.Length; i++)
            {
                layers[i] = new PaddedBlock(channels, stageWidth, stage > 0 && i == 0 ? 2 : 1);
                channels = stageWidth;
            }
            _stages[stage] = Child("layer" + (stage + 1).ToString(CultureInfo.InvariantCulture), new Sequential(layers));
        }
        FeatureSize = channels;
        LayerSizes = [width, 2 * width, channels];
    }

    public override int FeatureSize { get; }

    /// <summary>The first layers are layer 0, each stage is one more.</summary>
    public override int HeadLayer => _stages.Length + 1;

    /// <inheritdoc/>
    public override int LayerOf(string parameter) => ResidualStages.LayerOf(parameter);

    public override Tensor Forward(Tensor input) => Pool(Stages(input)[^1]);

    /// <inheritdoc/>
    public override IReadOnlyList<int> LayerSizes { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<Tensor> LayerFeatures(Tensor input) => [.. Stages(input).Select(Pool)];

    /// <inheritdoc/>
    public override bool HasMaps => true;

    /// <inheritdoc/>
    public override Tensor Map(Tensor images) => Stages(images)[^1].Permute([0, 2, 3, 1]);

    private static Tensor Pool(Tensor map) => map.AdaptiveAvgPool2d([1, 1]).Flatten(1);

    private Tensor[] Stages(Tensor input)
    {
        Tensor hidden = _bn1.Forward(_conv1.Forward(input));
        hidden.ReluInPlace();
        Tensor[] maps = new Tensor[_stages.Length];
        for (int i = 0; i < maps.Length; i++) maps[i] = hidden = _stages[i].Forward(hidden);
        return maps;
    }

    internal override FrozenNetwork Freeze() => FrozenNetwork.Of(network =>
    {
        FoldedConvolution stem = network.Fold(_conv1, _bn1);
        Func<Tensor, Tensor>[] blocks = [.. _stages.SelectMany(stage => stage.Layers).Cast<PaddedBlock>().Select(block => block.Freeze(network))];
        return input => blocks.Aggregate(stem.Forward(input), (hidden, block) => block(hidden)).AdaptiveAvgPool2d([1, 1]).Flatten(1);
    });

    private sealed class PaddedBlock : Layer
    {
        private readonly Convolution2d _conv1;
        private readonly BatchNorm _bn1;
        private readonly Convolution2d _conv2;
        private readonly BatchNorm _bn2;
        private readonly int _added;

        public PaddedBlock(int inputs, int width, int stride)
        {
            _conv1 = Child("conv1", new Convolution2d(inputs, width, 3, stride, 1, bias: false));
            _bn1 = Child("bn1", new BatchNorm(width));
            _conv2 = Child("conv2", new Convolution2d(width, width, 3, 1, 1, bias: false));
            _bn2 = Child("bn2", new BatchNorm(width));
            _added = width - inputs;
        }

        public override Tensor Forward(Tensor input)
        {
            Tensor hidden = _bn1.Forward(_conv1.Forward(input));
            hidden.ReluInPlace();
            Tensor output = _bn2.Forward(_conv2.Forward(hidden));
            output.AddInPlace(_added == 0 ? input : Shortcut(input));
            output.ReluInPlace();
            return output;
        }

        public Func<Tensor, Tensor> Freeze(FrozenNetwork network)
        {
            FoldedConvolution first = network.Fold(_conv1, _bn1), second = network.Fold(_conv2, _bn2);
            return input =>
            {
                using TensorScope scope = new();
                return second.Forward(first.Forward(input), _added == 0 ? input : Shortcut(input)).Keep();
            };
        }

        // Every second pixel, and as many zero channels before as after.
        private Tensor Shortcut(Tensor input) =>
            input.Slice(2, step: 2).Slice(3, step: 2).ConstantPadNd([0, 0, 0, 0, _added / 2, _added - (_added / 2)]);
    }
}
