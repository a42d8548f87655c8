using System.Text.Json.Serialization;

namespace Autodidact.Methods.Memories;

/// <summary>How a sample is told from others through a memory bank.</summary>
public enum InstanceContrast
{
    /// <summary>Noise-contrastive estimation against drawn negatives, with a normaliser that is estimated once.</summary>
    [JsonStringEnumMemberName("nce")]
    Nce,

    /// <summary>Softmax over the sample and drawn negatives.</summary>
    Softmax,
}
