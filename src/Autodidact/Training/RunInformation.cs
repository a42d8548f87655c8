using System.Text.Json;
using System.Text.Json.Serialization;
using Autodidact.Engine.Serialization;

namespace Autodidact.Training;

/// <summary>What a run ran on and what came of it: <c>run.json</c>.</summary>
public sealed record RunInformation
{
    /// <summary>What has become of the run.</summary>
    public RunState State { get; init; }

    /// <summary>Why it failed, in a sentence; null when it did not.</summary>
    public string? Failure { get; init; }

    /// <summary>The process that trains, or trained last.</summary>
    public int ProcessId { get; init; } = Environment.ProcessId;

    /// <summary>When the run was first started, in UTC.</summary>
    public DateTimeOffset Started { get; init; } = DateTimeOffset.UtcNow;

    /// <summary>When this file was last written, in UTC.</summary>
    public DateTimeOffset Updated { get; init; } = DateTimeOffset.UtcNow;

    /// <summary>How many times it was continued.</summary>
    public int Resumed { get; init; }

    /// <summary>Version of Autodidact.</summary>
    public string? Version { get; init; }

    /// <summary>Version of libtorch.</summary>
    public string? Libtorch { get; init; }

    /// <summary>Version of .NET.</summary>
    public string Runtime { get; init; } = System.Runtime.InteropServices.RuntimeInformation.FrameworkDescription;

    /// <summary>Operating system.</summary>
    public string OperatingSystem { get; init; } = System.Runtime.InteropServices.RuntimeInformation.OSDescription;

    /// <summary>Processor model.</summary>
    public string? Processor { get; init; }

    /// <summary>Logical processors that the process may use.</summary>
    public int Cores { get; init; } = Environment.ProcessorCount;

    /// <summary>Where tensors were: <c>cpu</c>, <c>cuda:0</c>.</summary>
    public string? Device { get; init; }

    /// <summary>One line that changes when the data change.</summary>
    public string? Data { get; init; }

    /// <summary>One word that changes when the weights change that the method builds on; null where it builds on none.</summary>
    public string? Earlier { get; init; }

    /// <summary>Git commit of the working folder; null outside a repository.</summary>
    public string? Commit { get; init; }

    /// <summary>Processes that train together.</summary>
    public int Processes { get; init; } = 1;

    /// <summary>Learned parameters of the whole method, heads included.</summary>
    public long Parameters { get; init; }

    /// <summary>Optimizer steps done.</summary>
    public long Steps { get; init; }

    /// <summary>Optimizer steps of the whole run.</summary>
    public long TotalSteps { get; init; }

    /// <summary>Passes over the data done, counting a part as a part.</summary>
    public double Epochs { get; init; }

    /// <summary>Mean loss over the last epoch that was completed, or over its part; null before the first step.</summary>
    public double? Loss { get; init; }

    /// <summary>Pictures a second in the steady state: data, both passes, optimizer, without the first steps.</summary>
    public double ImagesPerSecond { get; init; }

    /// <summary>
    /// Billions of floating-point operations of a step: convolutions and linear layers, forward and backward, over all processes
    /// (<see cref="Engine.Modules.WorkCounter"/>). Null where it was not counted.
    /// </summary>
    public double? GigaflopsPerStep { get; init; }

    /// <summary>Share of the time in which the step waited for data, 0 to 1.</summary>
    public double DataWait { get; init; }

    /// <summary>Seconds that steps waited for checkpoints, over all processes that continued the run.</summary>
    public double CheckpointSeconds { get; init; }

    /// <summary>Samples that could not be read.</summary>
    public long Skipped { get; init; }

    /// <summary>Names of what went wrong, in the order in which it was found; <c>docs/findings.md</c> says more.</summary>
    public IReadOnlyList<string> Findings { get; init; } = [];

    /// <summary>Seconds of training, over all processes that continued the run.</summary>
    public double Seconds { get; init; }

    /// <summary>Reads a run's information; null when there is none yet.</summary>
    /// <exception cref="InvalidDataException">The file is there but is not what was written.</exception>
    public static RunInformation? Read(RunFolder folder)
    {
        if (!File.Exists(folder.Information))
            return null;
        try
        {
            RunInformation? read = JsonSerializer.Deserialize(File.ReadAllBytes(folder.Information), RunJson.Default.RunInformation);
            // JSON can say 1e999, and has no word to write it down again.
            return read is not null && double.IsFinite(read.Epochs + read.ImagesPerSecond + read.DataWait + read.Seconds + (read.Loss ?? 0) + (read.GigaflopsPerStep ?? 0))
                ? read
                : throw new JsonException("it holds nothing, or a number that is too large.");
        }
        catch (JsonException error)
        {
            throw new InvalidDataException($"{folder.Information} is damaged: it is not what a run wrote of itself", error);
        }
    }

    /// <summary>Writes it; a crash leaves the old content or the new. A folder that was removed is not made again.</summary>
    public void Write(RunFolder folder) =>
        AtomicFile.WriteText(folder.Information, JsonSerializer.Serialize(this with { Updated = DateTimeOffset.UtcNow }, RunJson.Default.RunInformation) + "\n", makeFolder: false);
}

/// <summary>Serialisation is generated at build time, which keeps start-up short.</summary>
[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, UseStringEnumConverter = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(RunInformation))]
internal sealed partial class RunJson : JsonSerializerContext;
