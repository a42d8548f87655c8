namespace Autodidact.Tests.Fuzzing;

/// <summary>A reader of foreign bytes, and what it may do with bad ones. Found by reflection; one for each format.</summary>
internal interface IFuzzTarget
{
    /// <summary>The format's name in messages and file names.</summary>
    string Name { get; }

    /// <summary>The name of the file in which an input is handed over.</summary>
    string FileName { get; }

    /// <summary>The types that this target reaches.</summary>
    IReadOnlyList<Type> Covers { get; }

    /// <summary>How the reader may say that an input is bad; anything else that it throws is a bug.</summary>
    IReadOnlyList<Type> Refusals { get; }

    /// <summary>Good files, which must be read without complaint.</summary>
    IReadOnlyList<byte[]> Seeds { get; }

    /// <summary>Words of the format, strewn into the inputs.</summary>
    IReadOnlyList<string> Words => [];

    /// <summary>One input in the bounded run where others have so many: for readers that are slow.</summary>
    int Cost => 1;

    /// <summary>Most bytes that reading an input of so many bytes may allocate, on the managed heap and in tensors each.</summary>
    long Budget(int length) => (1 << 18) + (64L * length);

    /// <summary>Makes an input; formats with checksums or lengths repair them, so that the change reaches what lies behind.</summary>
    byte[] Change(byte[] seed, Random random, Mutator mutator) => mutator.Change(seed, random);

    /// <summary>Makes ready in a folder that is empty and stays: what else lies beside the input.</summary>
    void Prepare(string folder)
    {
    }

    /// <summary>Reads the input at <paramref name="path"/> as the program would, and all that it holds.</summary>
    void Read(string path);
}
