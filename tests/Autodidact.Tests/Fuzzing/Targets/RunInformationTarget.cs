using System.Text;
using Autodidact.Tests.Support;
using Autodidact.Training;

namespace Autodidact.Tests.Fuzzing.Targets;

/// <summary><c>run.json</c> of a run that is continued: read, and written again as the run goes on.</summary>
internal sealed class RunInformationTarget : IFuzzTarget
{
    public string Name => "run-information";

    public string FileName => "run.json";

    public IReadOnlyList<Type> Covers => [typeof(RunInformation), typeof(RunFolder), typeof(RunListing)];

    public IReadOnlyList<Type> Refusals => [typeof(InvalidDataException)];

    public IReadOnlyList<byte[]> Seeds { get; } = [Seed(), Encoding.UTF8.GetBytes("{}")];

    public IReadOnlyList<string> Words =>
        ["\"state\":", "\"running\"", "\"failed\"", "null", "1e999", "-1e999", "\"NaN\"", "99999999999999999999", "\"\\ud800\"", "{", "[", "[[[[[[[[", ",", "\"started\":", "\"9999-12-31T23:59:59+14:00\"", "\"seconds\":", "\"loss\":", "true", "\"x\":1,"];

    public void Prepare(string folder) => File.WriteAllText(Path.Combine(folder, "recipe.yaml"), "");

    public void Read(string path)
    {
        // The list of runs tells what is damaged and goes on.
        if (RunListing.Of(Path.GetDirectoryName(path)!).Count != 1) throw new InvalidOperationException("The run is not listed.");
        RunFolder folder = RunFolder.Open(Path.GetDirectoryName(path)!);
        RunInformation.Read(folder)?.Write(folder);
    }

    private static byte[] Seed()
    {
        using TemporaryFolder folder = new();
        RunFolder run = RunFolder.Create(folder["run"]);
        new RunInformation { State = RunState.Interrupted, Failure = "größer", Loss = 4.5, Steps = 3, Data = "shapes 10 abc", Seconds = 1.5 }.Write(run);
        return File.ReadAllBytes(run.Information);
    }
}
