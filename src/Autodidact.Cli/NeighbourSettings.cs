namespace Autodidact.Cli;

/// <summary>What <c>neighbours</c> can be told.</summary>
internal sealed record NeighbourSettings : SearchSettings
{
    /// <inheritdoc/>
    protected override IEnumerable<string> Endings => [.. base.Endings, ".png"];
}
