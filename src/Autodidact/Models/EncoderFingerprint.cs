using System.Text;
using Autodidact.Configuration;
using Autodidact.Data;
using Autodidact.Engine;
using Autodidact.Engine.Modules;

namespace Autodidact.Models;

/// <summary>What tells encoders apart: equal fingerprints give equal features.</summary>
internal static class EncoderFingerprint
{
    /// <summary>16 hexadecimal digits of network, pooling, preprocessing and weights; where an encoder comes from does not count.</summary>
    public static string Of(Encoder encoder) => ContentHash.Of(hash =>
    {
        hash.AppendData(Encoding.UTF8.GetBytes(OptionsJson.Write(encoder.Description with { Provenance = new() })));
        using TensorScope scope = new();
        using NoGradient guard = new();
        foreach (NamedTensor state in encoder.Backbone.NamedState())
        {
            hash.AppendData(Encoding.UTF8.GetBytes(state.Name));
            state.Tensor.To(Device.Cpu).Contiguous().ReadBytes(hash.AppendData);
        }
    });
}
