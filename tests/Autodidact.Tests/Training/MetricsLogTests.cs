using Autodidact.Training;
using Xunit;

namespace Autodidact.Tests.Training;

public sealed class MetricsLogTests : IDisposable
{
    private readonly string _path = Path.GetTempFileName();

    public void Dispose() => File.Delete(_path);

    [Fact]
    public void A_resumed_log_has_no_hole_and_no_double_line()
    {
        Write(0, 1, 2, 3, 4, 5);
        File.AppendAllText(_path, "{\"step\":6,\"lo");       // torn by a kill
        Write(3, 4, 5, 6);
        Assert.Equal([1, 2, 3, 4, 5, 6], Steps());
    }

    [Fact]
    public void A_new_run_starts_with_an_empty_log()
    {
        Write(0, 1, 2);
        Write(0, 1);
        Assert.Equal([1], Steps());
    }

    [Fact]
    public void Lines_of_one_step_stay_together()
    {
        Write(0, 1, 2, 2, 3);
        Write(2, 3);
        Assert.Equal([1, 2, 2, 3], Steps());
    }

    [Fact]
    public void Figures_are_short_and_what_is_not_finite_is_null()
    {
        using (MetricsLog log = new(_path))
            log.Write(7, new Dictionary<string, double> { ["loss"] = 0.1f, ["rank"] = double.NaN });
        Assert.Equal("{\"step\":7,\"loss\":0.1,\"rank\":null}\n", File.ReadAllText(_path));
    }

    private void Write(long lastStep, params int[] steps)
    {
        using MetricsLog log = new(_path, lastStep);
        foreach (int step in steps)
            log.Write(step, [new("loss", step / 2.0)]);
        log.Flush();
    }

    private IEnumerable<int> Steps() => File.ReadLines(_path).Select(line => int.Parse(line.Split(':', ',')[1]));
}
