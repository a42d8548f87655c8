using System.Text.Json.Serialization;

namespace Autodidact.Models.ResNets;

/// <summary>The first layers of a ResNet.</summary>
public enum ResNetStem
{
    /// <summary>By image size: <see cref="Cifar"/> up to 64 pixels, <see cref="ImageNet"/> above.</summary>
    Auto,

    /// <summary>3x3 convolution, stride 1, no pooling: for pictures of some 32 pixels.</summary>
    Cifar,

    /// <summary>7x7 convolution, stride 2, then 3x3 max pooling, stride 2.</summary>
    [JsonStringEnumMemberName("imagenet")]
    ImageNet,
}
