using System.Text.Json.Serialization;

namespace Autodidact.Embeddings.Components;

/// <summary>How much of a component a sample has.</summary>
/// <param name="Id">As the source names it.</param>
/// <param name="Activation">In standard deviations over all samples.</param>
/// <param name="Class">The sample's class; null for none.</param>
/// <param name="Sample">Its number in the source.</param>
public sealed record ActiveSample(string Id, double Activation, string? Class, [property: JsonIgnore] int Sample);
