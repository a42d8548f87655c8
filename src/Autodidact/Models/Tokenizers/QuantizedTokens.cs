using Autodidact.Engine;

namespace Autodidact.Models.Tokenizers;

/// <summary>What a codebook makes of tokens, in fp32 or wider.</summary>
/// <param name="Tokens">The tokens as they are compared with codes, <c>[..., size]</c>.</param>
/// <param name="Codes">The code of each, without gradient, <c>[..., size]</c>.</param>
/// <param name="Indices">Numbers of the codes, int64 <c>[...]</c>.</param>
public readonly record struct QuantizedTokens(Tensor Tokens, Tensor Codes, Tensor Indices);
