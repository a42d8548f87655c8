using Autodidact.Tests.Support;
using Autodidact.Training;
using Xunit;

namespace Autodidact.Tests.CommandLine;

/// <summary>The list of runs, as people see it.</summary>
public sealed class RunsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_files_say_cannot_move_the_cursor_or_break_the_table()
    {
        RunFolder run = RunFolder.Create(_folder["run"]);
        run.WriteRecipe(new PretrainOptions { Data = "shapes" });
        new RunInformation { State = RunState.Failed, Failure = "first\r\nsecond\u001b[2Jthird\u009b1m" }.Write(run);
        RunFolder unknown = RunFolder.Create(_folder["unknown"]);
        unknown.WriteRecipe(new PretrainOptions { Data = "shapes" });
        File.WriteAllText(unknown.Information, "{}");

        string list = (await Cli.RunAsync(_folder, "runs", ".")).MustExit(0).Output;
        Assert.DoesNotContain(list, letter => char.IsControl(letter) && letter != '\n');
        Assert.Contains("failed: first second [2Jthird 1m", list);
        Assert.DoesNotContain("0001", list);
        Assert.DoesNotContain("updated", (await Cli.RunAsync(_folder, "runs", "unknown", "--json")).MustExit(0).Output);
    }
}
