namespace Autodidact.Tests;

public sealed class SmokeTest
{
    [Xunit.Fact]
    public void Runs() => Xunit.Assert.NotNull(typeof(Environment));
}
