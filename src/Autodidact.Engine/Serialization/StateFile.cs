using Autodidact.Engine.Modules;

namespace Autodidact.Engine.Serialization;

/// <summary>Named tensors in safetensors files, each with a checksum of the whole file.</summary>
public static class StateFile
{
    /// <summary>Writes tensors from any device, atomically.</summary>
    public static void Write(string path, IEnumerable<NamedTensor> state, IReadOnlyDictionary<string, string>? metadata = null) =>
        SafetensorsWriter.Write(path, state.Select(Part), metadata, makeFolder: true);

    /// <summary>Reads all tensors of a file, or those whose names begin with <paramref name="prefix"/>, without that prefix.</summary>
    /// <remarks>The tensors belong to the scope that is open. A checksum that is there is verified, whatever is read.</remarks>
    /// <exception cref="InvalidDataException">The file is no valid safetensors file, or not what was written.</exception>
    public static Dictionary<string, Tensor> Read(string path, string prefix = "")
    {
        using SafetensorsFile file = SafetensorsFile.Open(path);
        if (file.HasChecksum) file.Verify();
        return Tensors(file, prefix);
    }

    /// <summary>Reads a file that has a checksum for certain, and its notes.</summary>
    /// <inheritdoc cref="Read"/>
    public static Dictionary<string, Tensor> ReadVerified(string path, out IReadOnlyDictionary<string, string> metadata, string prefix = "")
    {
        using SafetensorsFile file = SafetensorsFile.Open(path);
        file.Verify();
        metadata = file.Metadata;
        return Tensors(file, prefix);
    }

    internal static SafetensorsPart Part(NamedTensor entry) => new(entry.Name, entry.Tensor.Type, entry.Tensor.Shape, sink =>
    {
        using TensorScope scope = new();
        using NoGradient guard = new();
        entry.Tensor.To(Device.Cpu).Contiguous().ReadBytes(sink);
    });

    private static Dictionary<string, Tensor> Tensors(SafetensorsFile file, string prefix) => file.Entries
        .Where(entry => entry.Name.StartsWith(prefix, StringComparison.Ordinal))
        .ToDictionary(entry => entry.Name[prefix.Length..], entry => Make(file, entry), StringComparer.Ordinal);

    private static Tensor Make(SafetensorsFile file, SafetensorsEntry entry)
    {
        try
        {
            return Tensor.FromBytes(file.Bytes(entry.Name), entry.Type, entry.Shape);
        }
        catch (EngineException error) when (error is not EngineOutOfMemoryException)
        {
            // Sizes that the format allows where one of them is zero, and libtorch does not.
            throw new InvalidDataException($"'{file.Path}': tensor '{entry.Name}' of the shape [{string.Join(", ", entry.Shape)}] cannot be made: {error.Message}", error);
        }
    }
}
