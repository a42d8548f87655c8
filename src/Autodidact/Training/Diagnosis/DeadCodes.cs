using Autodidact.Methods;

namespace Autodidact.Training.Diagnosis;

/// <summary>A tokenizer gives its patches few of its codes.</summary>
internal sealed class DeadCodes : FailureMode
{
    private const double Most = 0.5;

    public override string Name => "dead_codes";

    protected override string Cause => "codes began where no patch is, or there are more of them than kinds of patches: what is never the nearest never moves";

    protected override string Change => "let codes begin at the data (method.codes_from_data=true), put unused ones to patches (method.restart_codes=true), or take fewer (method.codes)";

    protected override int Grace => 50;

    protected override string? Evidence(Look look) =>
        look[FigureNames.DeadCodes] > Most ? $"of all codes {look[FigureNames.DeadCodes]:P0} are given to hardly any patch" : null;
}
