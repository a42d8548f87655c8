using Autodidact.Engine;

namespace Autodidact.Methods;

/// <summary>What a method saw of pictures and what it made of that; <c>[batch, 3, size, size]</c> each, normalised as views are, perhaps without an edge that no patch covers.</summary>
/// <param name="Pictures">The whole pictures.</param>
/// <param name="Seen">What the networks were given; the mean colour where nothing was.</param>
/// <param name="Predicted">What was seen, with the prediction everywhere else.</param>
public sealed record Reconstruction(Tensor Pictures, Tensor Seen, Tensor Predicted);
