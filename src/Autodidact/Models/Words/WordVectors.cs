using System.Numerics;
using System.Runtime.InteropServices;
using Autodidact.Data.Text.Words;

namespace Autodidact.Models.Words;

/// <summary>A vector for every word of a vocabulary. Immutable.</summary>
public sealed class WordVectors
{
    // Who only writes vectors to a file needs no second copy of them.
    private readonly Lazy<float[]> _unit;

    /// <param name="vocabulary">The words.</param>
    /// <param name="dimension">Numbers in a vector, at least 1.</param>
    /// <param name="rows"><c>[words, dimension]</c>, row-major; kept, not copied.</param>
    /// <param name="contexts">The vectors that words have as surroundings of others, <c>[words, dimension]</c>; null where they were not kept.</param>
    /// <exception cref="ArgumentException">The sizes do not fit.</exception>
    public WordVectors(WordVocabulary vocabulary, int dimension, float[] rows, float[]? contexts = null)
    {
        ArgumentNullException.ThrowIfNull(vocabulary);
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentOutOfRangeException.ThrowIfLessThan(dimension, 1);
        long wanted = (long)vocabulary.Size * dimension;
        if (rows.Length != wanted || (contexts is not null && contexts.Length != wanted))
            throw new ArgumentException($"{vocabulary.Size} words of {dimension} numbers need {wanted} numbers, not {(rows.Length != wanted ? rows : contexts!).Length}.", nameof(rows));
        (Vocabulary, Dimension, Rows) = (vocabulary, dimension, rows);
        if (contexts is not null) Contexts = contexts;
        _unit = new(() => Normalized(rows, dimension));
    }

    /// <summary>The words.</summary>
    public WordVocabulary Vocabulary { get; }

    /// <summary>Numbers in a vector.</summary>
    public int Dimension { get; }

    /// <summary>The vectors as they were learned, <c>[words, dimension]</c>.</summary>
    public ReadOnlyMemory<float> Rows { get; }

    /// <summary>The vectors of words as surroundings of others, <c>[words, dimension]</c>; null where they were not kept.</summary>
    public ReadOnlyMemory<float>? Contexts { get; }

    /// <summary>The vector of a word.</summary>
    public ReadOnlySpan<float> this[int word] => Rows.Span.Slice(word * Dimension, Dimension);

    /// <summary>The cosine of the angle between two words' vectors.</summary>
    public double Cosine(int first, int second) => Dot(Unit(first), Unit(second));

    /// <summary>The cosines of a word with the first words of the vocabulary, as many as <paramref name="cosines"/> has room for.</summary>
    public void Cosines(int word, Span<float> cosines)
    {
        ReadOnlySpan<float> own = Unit(word);
        for (int other = 0; other < cosines.Length; other++) cosines[other] = Dot(own, Unit(other));
    }

    /// <summary>The nearest other words, the nearest first.</summary>
    /// <param name="word">The number of a word.</param>
    /// <param name="count">How many; fewer where the vocabulary has not so many.</param>
    public IReadOnlyList<WordNeighbour> Nearest(int word, int count)
    {
        float[] cosines = new float[Vocabulary.Size];
        Cosines(word, cosines);
        // Of equally near words the more frequent comes first, so that the answer is always the same.
        return [.. Enumerable.Range(0, cosines.Length).Where(other => other != word).OrderByDescending(other => cosines[other]).ThenBy(other => other).Take(count)
            .Select(other => new WordNeighbour(Vocabulary.Words[other], cosines[other]))];
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Vocabulary.Size:N0} words of {Dimension} numbers";

    private ReadOnlySpan<float> Unit(int word) => _unit.Value.AsSpan(word * Dimension, Dimension);

    private static float[] Normalized(float[] rows, int dimension)
    {
        float[] unit = new float[rows.Length];
        for (int start = 0; start < rows.Length; start += dimension)
        {
            ReadOnlySpan<float> row = rows.AsSpan(start, dimension);
            double squares = 0;
            foreach (float value in row) squares += (double)value * value;
            // A vector of zeros has no direction and is near nothing.
            if (squares == 0) continue;
            double scale = 1 / Math.Sqrt(squares);
            for (int i = 0; i < dimension; i++) unit[start + i] = (float)(row[i] * scale);
        }
        return unit;
    }

    private static float Dot(ReadOnlySpan<float> first, ReadOnlySpan<float> second)
    {
        Vector<float> sums = Vector<float>.Zero;
        ReadOnlySpan<Vector<float>> firsts = MemoryMarshal.Cast<float, Vector<float>>(first), seconds = MemoryMarshal.Cast<float, Vector<float>>(second);
        for (int i = 0; i < firsts.Length; i++) sums += firsts[i] * seconds[i];
        float sum = Vector.Sum(sums);
        for (int i = firsts.Length * Vector<float>.Count; i < first.Length; i++) sum += first[i] * second[i];
        return sum;
    }
}
