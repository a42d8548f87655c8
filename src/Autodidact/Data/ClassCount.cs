namespace Autodidact.Data;

/// <summary>A class and how often it occurs.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Count">Pictures that have it.</param>
public sealed record ClassCount(string Name, int Count);
