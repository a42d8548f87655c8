namespace Autodidact.Data;

/// <summary>A part of a data set.</summary>
public enum Split
{
    /// <summary>What is learned from. A source without parts gives everything here.</summary>
    Train,

    /// <summary>What is measured on. A validation part stands in where the format has no test part.</summary>
    Test,
}
