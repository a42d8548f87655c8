using System.Globalization;
using System.Runtime.InteropServices;
using Autodidact.Data;
using Autodidact.Data.Text.Words;
using Autodidact.Engine;
using Autodidact.Engine.Serialization;

namespace Autodidact.Models.Words;

/// <summary>
/// A folder of word vectors: <c>vectors.safetensors</c> with <c>words</c> and <c>contexts</c>, <c>[words, dimension]</c> each; <c>vocabulary.tsv</c> with a word and its count a line, in the
/// order of the rows; <c>vectors.txt</c>, the words' vectors once more as other programs read them.
/// </summary>
public static class WordVectorFolder
{
    /// <summary>The tensors.</summary>
    public const string Tensors = "vectors.safetensors";

    /// <summary>The words and their counts.</summary>
    public const string Vocabulary = "vocabulary.tsv";

    /// <summary>The vectors in the text format of word2vec.</summary>
    public const string Text = "vectors.txt";

    private const string Words = "words", Contexts = "contexts";

    /// <summary>Opens a folder of word vectors, or a file in the text format of word2vec or GloVe, plain or gz.</summary>
    /// <exception cref="DataException">Nothing is there, or it is broken; says where.</exception>
    public static WordVectors Load(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (File.Exists(path)) return WordVectorText.Read(path);
        if (!Directory.Exists(path)) throw new DataException($"There is no file or folder {path}.");
        string tensors = Path.Combine(path, Tensors), vocabulary = Path.Combine(path, Vocabulary);
        if (!File.Exists(tensors) || !File.Exists(vocabulary))
            throw new DataException($"{path} holds no word vectors; allowed: a folder with {Tensors} and {Vocabulary}, as 'autodidact word2vec' writes it, or a file of vectors.");
        try
        {
            using SafetensorsFile file = SafetensorsFile.Open(tensors);
            if (file.HasChecksum) file.Verify();
            WordVocabulary words = WordCounts.Read(vocabulary);
            float[] rows = Tensor(file, tensors, Words, words.Size, out int dimension);
            return new(words, dimension, rows, file.Contains(Contexts) ? Tensor(file, tensors, Contexts, words.Size, out _) : null);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or InvalidDataException or NotSupportedException)
        {
            throw new DataException($"Cannot read {tensors}: {error.Message}", error);
        }
    }

    /// <summary>Writes a folder; every file is whole or not there.</summary>
    /// <param name="path">The folder, made where it is missing.</param>
    /// <param name="vectors">The vectors.</param>
    /// <param name="metadata">Notes for the file of tensors.</param>
    public static void Write(string path, WordVectors vectors, IReadOnlyDictionary<string, string>? metadata = null)
    {
        ArgumentNullException.ThrowIfNull(vectors);
        long[] shape = [vectors.Vocabulary.Size, vectors.Dimension];
        List<SafetensorsTensor> tensors = [new(Words, ScalarType.Float32, shape, Bytes(vectors.Rows))];
        if (vectors.Contexts is { } contexts) tensors.Add(new(Contexts, ScalarType.Float32, shape, Bytes(contexts)));
        SafetensorsWriter.Write(Path.Combine(path, Tensors), tensors, metadata);
        WordCounts.Write(Path.Combine(path, Vocabulary), vectors.Vocabulary);
        WordVectorText.Write(Path.Combine(path, Text), vectors);
    }

    private static byte[] Bytes(ReadOnlyMemory<float> values) => MemoryMarshal.AsBytes(values.Span).ToArray();

    private static float[] Tensor(SafetensorsFile file, string path, string name, int words, out int dimension)
    {
        if (!file.Contains(name)) throw new DataException($"{path} holds no tensor '{name}'.");
        SafetensorsEntry entry = file.Entry(name);
        if (entry.Type != ScalarType.Float32 || entry.Shape is not [long rows, long columns] || rows != words || columns is < 1 or > int.MaxValue)
            throw new DataException($"{path}: '{name}' is {entry.Type} [{string.Join(", ", entry.Shape)}]; allowed: float32 [{words}, dimension], for the words of {Vocabulary}.");
        dimension = (int)columns;
        float[] values = MemoryMarshal.Cast<byte, float>(file.Bytes(name)).ToArray();
        int wrong = Array.FindIndex(values, value => !float.IsFinite(value));
        if (wrong >= 0) throw new DataException($"{path}: '{name}' has {values[wrong].ToString(CultureInfo.InvariantCulture)} in row {wrong / dimension}; allowed: finite numbers.");
        return values;
    }
}
