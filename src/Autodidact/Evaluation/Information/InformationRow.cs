namespace Autodidact.Evaluation.Information;

/// <summary>The bound for one batch size and one critic.</summary>
/// <param name="Features">Whose features: one of the names of <see cref="FeatureOrigin"/>.</param>
/// <param name="Critic">The critic's name.</param>
/// <param name="K">Pairs in a batch.</param>
/// <param name="Bound">Mean of the bound over the batches, in nats.</param>
/// <param name="Low">Lower end of its 95 % interval (Student's t over the batches).</param>
/// <param name="High">Upper end of that interval.</param>
/// <param name="Ceiling">ln K, which the bound cannot exceed whatever the information.</param>
/// <param name="Batches">Batches, which share no picture.</param>
/// <param name="Settings">What was fitted, by name.</param>
public sealed record InformationRow(
    string Features, string Critic, int K, double Bound, double Low, double High, double Ceiling, int Batches, IReadOnlyDictionary<string, double> Settings);
