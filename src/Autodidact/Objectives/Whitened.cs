using Autodidact.Engine;

namespace Autodidact.Objectives;

/// <summary>Rows with mean 0 and the unit matrix as covariance, and what was taken out of them.</summary>
/// <param name="Rows"><c>[batch, dimension]</c>.</param>
/// <param name="Mean">Of the rows as they were, <c>[dimension]</c>.</param>
/// <param name="Covariance">Of the rows as they were, unbiased, <c>[dimension, dimension]</c>.</param>
public readonly record struct Whitened(Tensor Rows, Tensor Mean, Tensor Covariance);
