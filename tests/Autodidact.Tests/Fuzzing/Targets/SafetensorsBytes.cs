using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Autodidact.Engine.Serialization;
using Autodidact.Tests.Support;

namespace Autodidact.Tests.Fuzzing.Targets;

/// <summary>Makes and damages safetensors files for all formats that are one inside.</summary>
internal static class SafetensorsBytes
{
    public static IReadOnlyList<string> Words { get; } =
    [
        "\"dtype\"", "\"shape\"", "\"data_offsets\"", "__metadata__", "\"F32\"", "\"I64\"", "\"U8\"", "\"BF16\"", "\"BOOL\"", "\"F64\"", "[0,0]", "[]", "{}", "null", ",", ":", "\\ud800", "1e400", "-1", "0.5",
        "{\"dtype\":\"U8\",\"shape\":[0],\"data_offsets\":[0,0]}", "[4611686018427387904,4611686018427387904,0]", "[0,9223372036854775807,9223372036854775807]", "\"x\":", "[[[[[[", "\"step\"", "1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1",
    ];

    public static byte[] Make(IEnumerable<SafetensorsTensor> tensors, params (string Key, string Value)[] notes)
    {
        using TemporaryFolder folder = new();
        SafetensorsWriter.Write(folder["a"], tensors, notes.ToDictionary(note => note.Key, note => note.Value));
        return File.ReadAllBytes(folder["a"]);
    }

    /// <summary>Changes the header alone most of the time, then mostly with a length before it that fits, and a checksum that does.</summary>
    public static byte[] Change(byte[] seed, Random random, Mutator mutator)
    {
        byte[] changed = Damage(seed, random, mutator);
        return random.Next(4) == 0 ? changed : Seal(changed);
    }

    private static byte[] Damage(byte[] seed, Random random, Mutator mutator)
    {
        if (random.Next(3) == 0) return mutator.Change(seed, random);
        int length = (int)BinaryPrimitives.ReadInt64LittleEndian(seed);
        byte[] header = mutator.Change(seed[8..(8 + length)], random), prefix = seed[..8];
        if (random.Next(4) > 0) BinaryPrimitives.WriteInt64LittleEndian(prefix, header.Length);
        return [.. prefix, .. header, .. seed[(8 + length)..]];
    }

    private static byte[] Seal(byte[] file)
    {
        byte[] key = Encoding.UTF8.GetBytes($"\"{SafetensorsChecksum.Key}\":\"");
        int at = file.AsSpan().IndexOf(key) + key.Length;
        if (at < key.Length || at + SafetensorsChecksum.Digits > file.Length) return file;
        file.AsSpan(at, SafetensorsChecksum.Digits).Fill((byte)'0');
        Encoding.ASCII.GetBytes(Convert.ToHexStringLower(SHA256.HashData(file))).CopyTo(file, at);
        return file;
    }
}
