namespace Autodidact.Data.Text;

/// <summary>How documents are put into rows.</summary>
public sealed record PackOptions
{
    /// <summary>Tokens a row, at least 1. Default 512.</summary>
    public int Length { get; init; } = 512;

    /// <summary>
    /// True (default) lets a document flow on into the next row: no row but the last has room left. False keeps documents whole, so that each
    /// stands in one row with what surrounds it; longer ones are cut into pieces of a row.
    /// </summary>
    public bool Splits { get; init; } = true;

    /// <summary>Rows that are open at a time where documents stay whole, at least 1: the more, the less room is left. Default 64.</summary>
    public int OpenRows { get; init; } = 64;

    /// <summary>What fills the room that is left; <see cref="SpecialTokens.Padding"/> as a rule. Default 0.</summary>
    public int Padding { get; init; }
}
