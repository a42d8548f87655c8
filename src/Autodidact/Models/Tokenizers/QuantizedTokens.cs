using Autodidact.Engine;

namespace Autodidact.Models;

/// <summary>What a codebook makes of tokens.</summary>
/// <param name="Output">The codes, <c>[batch, size, height, width]</c>; gradients pass to the tokens as if these were the codes.</param>
/// <param name="Loss">Mean squared distance to the codes times its weight, a scalar.</param>
/// <param name="Indices">Numbers of the codes, int64 <c>[batch, height, width]</c>.</param>
public readonly record struct QuantizedTokens(Tensor Output, Tensor Loss, Tensor Indices);
