namespace Autodidact.Data.Text;

/// <summary>A stretch of one document in a row. Tokens of different segments are strangers to each other: attention must not cross.</summary>
/// <param name="Document">Which document, counted from 0 in the order they came.</param>
/// <param name="Start">Its first token that stands here, counted in the document.</param>
/// <param name="Column">Where that token stands in the row.</param>
/// <param name="Length">Tokens.</param>
public readonly record struct PackedSegment(int Document, int Start, int Column, int Length);
