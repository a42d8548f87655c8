namespace Autodidact.Training;

/// <summary>What exchanging gradients between processes costs a step.</summary>
/// <param name="Milliseconds">Exchanging them with nothing else to do, the median.</param>
/// <param name="ExposedMilliseconds">By how much the median step is longer than one without exchange; 0 where it is not.</param>
public sealed record CommunicationResult(double Milliseconds, double ExposedMilliseconds)
{
    /// <summary>Share of the exchange that happens while the step computes anyway, 0 to 1.</summary>
    public double Hidden => Milliseconds > 0 ? Math.Clamp(1 - (ExposedMilliseconds / Milliseconds), 0, 1) : 0;
}
