namespace Autodidact.Methods.Masked;

/// <summary>What was drawn for a token, to decide whether and how it is hidden: three numbers in [0, 1) and a token.</summary>
/// <param name="Asked">Whether it is to be predicted.</param>
/// <param name="Mask">Whether it becomes the mask.</param>
/// <param name="Random">Whether it becomes another token, where it does not become the mask.</param>
/// <param name="Other">That other token.</param>
public readonly record struct TokenDraws(double Asked, double Mask, double Random, long Other);
