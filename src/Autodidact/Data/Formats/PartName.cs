namespace Autodidact.Data.Formats;

/// <summary>The parts that files and folders are named after; <see cref="Split"/> is what a reader asks for.</summary>
internal enum PartName
{
    Train,
    Validation,
    Test,
}
