using System.Buffers.Binary;
using Autodidact.Engine;
using Autodidact.Engine.Serialization;

namespace Autodidact.Tests.Fuzzing.Targets;

/// <summary>A safetensors file: the header alone, then every tensor.</summary>
internal sealed class SafetensorsTarget : IFuzzTarget
{
    public string Name => "safetensors";

    public string FileName => "input.safetensors";

    public IReadOnlyList<Type> Covers => [typeof(SafetensorsFile), typeof(SafetensorsHeader), typeof(StateFile)];

    public IReadOnlyList<Type> Refusals => [typeof(InvalidDataException)];

    public IReadOnlyList<byte[]> Seeds { get; } =
    [
        SafetensorsBytes.Make([new("w", ScalarType.Float32, [2, 3], new byte[24]), new("ids", ScalarType.Int64, [2], new byte[16]), new("none", ScalarType.Byte, [0, 5], ReadOnlyMemory<byte>.Empty)], ("step", "3"), ("note", "größer")),
        SafetensorsBytes.Make([new("a", ScalarType.BFloat16, [2], new byte[4]), new("b", ScalarType.Bool, [3], new byte[3]), new("c", ScalarType.Float64, [], new byte[8])]),
    ];

    public IReadOnlyList<string> Words => SafetensorsBytes.Words;

    public byte[] Change(byte[] seed, Random random, Mutator mutator) => SafetensorsBytes.Change(seed, random, mutator);

    public void Read(string path)
    {
        using (SafetensorsFile file = SafetensorsFile.Open(path))
        {
            foreach (SafetensorsEntry entry in file.Entries)
            {
                long sum = 0;
                foreach (byte value in file.Bytes(entry.Name)) sum += value;
                if (sum < 0 || entry.Length != file.Bytes(entry.Name).Length) throw new InvalidOperationException($"Tensor '{entry.Name}' is not {entry.Length} bytes long.");
            }
        }
        using TensorScope scope = new();
        StateFile.Read(path);
    }
}
