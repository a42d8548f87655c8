using Autodidact.Engine;
using Autodidact.Engine.Modules;
using Autodidact.Models.ResNets;

namespace Autodidact.Tests.Golden;

/// <summary>Binds the residual networks: forward, backward and batch-norm statistics with torchvision's names.</summary>
internal static class ResNetGolden
{
    [GoldenCases("backbone_resnet", "resnet*")]
    public static void Run(GoldenCase golden)
    {
        using ClassifiedResNet network = new(golden);
        network.LoadState(golden.Weights.ToDictionary(pair => pair.Key, pair => pair.Value.ToTensor()));
        network.Train(golden.Text("mode") == "train");
        Tensor image = golden.Input("image").ToTensor(requiresGradient: true);

        IReadOnlyList<Tensor> stages = network.Backbone.Stages(image);
        Tensor pooled = stages[^1].Mean([2, 3]);
        Tensor logits = network.Classifier.Forward(pooled);
        Tensor loss = logits.CrossEntropyLoss(golden.Input("label").ToTensor());
        loss.Backward();

        for (int i = 0; i < 3; i++) golden.Check($"output/layer{i + 1}_mean", stages[i].Mean([2, 3]).ToArray<double>());
        golden.Check("output/layer4", stages[3].ToArray<double>());
        golden.Check("output/pooled", pooled.ToArray<double>());
        golden.Check("output/logits", logits.ToArray<double>());
        golden.Check("output/loss", loss.Item<double>());
        golden.Check("grad/image", image.Gradient!.ToArray<double>());
        foreach ((string name, Tensor parameter) in network.NamedParameters())
            if (golden.Expects("grad_weight/" + name)) golden.Check("grad_weight/" + name, parameter.Gradient!.ToArray<double>());
        foreach ((string name, Tensor state) in network.NamedState())
            if (golden.Expects("state_after/" + name)) golden.Check("state_after/" + name, state.ToArray<double>());
    }

    private sealed class ClassifiedResNet : Module
    {
        public ClassifiedResNet(GoldenCase golden)
        {
            ResNetStem stem = golden.Text("stem").StartsWith('7') ? ResNetStem.ImageNet : ResNetStem.Cifar;
            int[] layers = [.. golden.Numbers("layers").Select(count => (int)count)];
            Backbone = Child("", new ResNet(layers, golden.Text("block") == "Bottleneck", golden.Integer("base_width"), stem));
            Classifier = Child("fc", new Linear(Backbone.FeatureSize, golden.Integer("num_classes")));
        }

        public ResNet Backbone { get; }

        public Linear Classifier { get; }
    }
}
