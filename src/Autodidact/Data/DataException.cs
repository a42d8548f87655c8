namespace Autodidact.Data;

/// <summary>A data source cannot be opened. The message says what was found, where, what is allowed and what to do.</summary>
public sealed class DataException : Exception
{
    /// <summary>An error that is a sentence for people.</summary>
    public DataException(string message, Exception? innerException = null) : base(message, innerException) { }

    /// <summary>An error at a place in a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="offset">Byte offset in the (unpacked) content.</param>
    /// <param name="found">What is there.</param>
    /// <param name="allowed">What may be there.</param>
    /// <param name="innerException">The cause, if any.</param>
    public static DataException At(string path, long offset, string found, string allowed, Exception? innerException = null) =>
        new($"{path}, byte {offset}: {found}; allowed: {allowed}.", innerException);
}
