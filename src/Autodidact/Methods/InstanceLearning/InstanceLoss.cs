using System.Text.Json.Serialization;

namespace Autodidact.Methods.InstanceLearning;

/// <summary>How a picture is told from all others.</summary>
public enum InstanceLoss
{
    /// <summary>Noise-contrastive estimation against drawn pictures.</summary>
    [JsonStringEnumMemberName("nce")]
    Nce,

    /// <summary>Softmax over the picture and drawn ones.</summary>
    Softmax,

    /// <summary>Softmax over all pictures.</summary>
    Full,
}
