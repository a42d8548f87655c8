using Autodidact.Engine.Modules;

namespace Autodidact.Engine.Serialization;

/// <summary>Named tensors in safetensors files.</summary>
public static class StateFile
{
    /// <summary>Writes tensors from any device, atomically.</summary>
    public static void Write(string path, IEnumerable<NamedTensor> state, IReadOnlyDictionary<string, string>? metadata = null) =>
        SafetensorsWriter.Write(path, state.Select(entry => new SafetensorsTensor(entry.Name, entry.Tensor.Type, entry.Tensor.Shape, BytesOf(entry.Tensor))), metadata);

    /// <summary>Reads all tensors of a file, or those whose names begin with <paramref name="prefix"/>, without that prefix.</summary>
    /// <remarks>The tensors belong to the scope that is open.</remarks>
    /// <exception cref="InvalidDataException">The file is no valid safetensors file.</exception>
    public static Dictionary<string, Tensor> Read(string path, string prefix = "")
    {
        using SafetensorsFile file = SafetensorsFile.Open(path);
        return file.Entries
            .Where(entry => entry.Name.StartsWith(prefix, StringComparison.Ordinal))
            .ToDictionary(entry => entry.Name[prefix.Length..], entry => Tensor.FromBytes(file.Bytes(entry.Name), entry.Type, entry.Shape), StringComparer.Ordinal);
    }

    private static byte[] BytesOf(Tensor tensor)
    {
        using TensorScope scope = new();
        using NoGradient guard = new();
        return tensor.To(Device.Cpu).Contiguous().CopyBytes();
    }
}
