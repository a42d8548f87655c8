using System.Text;
using Autodidact.Embeddings;

namespace Autodidact.Tests.Fuzzing.Targets;

/// <summary>A file of features: opened, and read in blocks and at once, which must agree.</summary>
internal abstract class EmbeddingTarget : IFuzzTarget
{
    public abstract string Name { get; }

    public abstract string FileName { get; }

    public abstract IReadOnlyList<Type> Covers { get; }

    public IReadOnlyList<Type> Refusals => [typeof(InvalidDataException)];

    public abstract IReadOnlyList<byte[]> Seeds { get; }

    public virtual IReadOnlyList<string> Words => ["{", "}", "[[[[[[[[", "\"id\":", "\"label\":", "\"class\":", "\"embedding\":", "\"\\ud800\"", "null", "1e999", "-1", "1048575", "99999999999", "true", "\n", "\0", "{} x"];

    // A label takes a name for every class below it, and a file of rows without numbers has ids of its own making.
    public long Budget(int length) => (1 << 25) + (256L * length);

    public virtual byte[] Change(byte[] seed, Random random, Mutator mutator) => mutator.Change(seed, random);

    public virtual void Prepare(string folder)
    {
    }

    public void Read(string path)
    {
        EmbeddingFile file = EmbeddingFile.Open(Features(path));
        EmbeddingRows rows = file.Read();
        if (rows.Count != file.Count || rows.Ids.Count != rows.Count || rows.Values.Length != file.Count * file.Dimension) throw new InvalidOperationException("Rows, ids and values disagree.");
        if (file.Blocks(2).Sum(block => block.Count) != rows.Count) throw new InvalidOperationException("Blocks hold other rows than the whole.");
        if (rows.Labels.Any(label => label < -1 || label >= (rows.Classes?.Count ?? 0))) throw new InvalidOperationException("A label has no class.");
    }

    /// <summary>The file to open, where the input is one beside it.</summary>
    protected virtual string Features(string path) => path;

    protected static byte[] Text(string text) => Encoding.UTF8.GetBytes(text);
}
