namespace Autodidact.Data;

/// <summary>A kind of data source, as <c>list sources</c> prints it.</summary>
/// <param name="Name">The name before the colon in <c>kind:path</c>.</param>
/// <param name="Description">What it reads, in one line.</param>
/// <param name="Example">A specification that opens one.</param>
public sealed record SourceKind(string Name, string Description, string Example);
