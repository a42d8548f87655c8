namespace Autodidact.Data.Formats;

/// <summary>An encoded picture in a folder or an archive.</summary>
/// <param name="Path">Path within, with '/' between its parts.</param>
/// <param name="Length">Bytes.</param>
/// <param name="Offset">Where its bytes begin in an archive, or its number among contents in memory.</param>
internal readonly record struct PictureEntry(string Path, long Length, long Offset = 0);
