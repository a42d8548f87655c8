using Autodidact.Configuration;
using Autodidact.Engine;
using Autodidact.Models;
using Autodidact.Training;

namespace Autodidact.Cli;

/// <summary>Opens what the argument RUN names: a run's folder, or a folder with an encoder alone.</summary>
internal static class Encoders
{
    /// <exception cref="ConfigurationException">There is no encoder.</exception>
    public static Encoder Load(string path, string? device)
    {
        // A device that is not there is reported with the options; the path can be judged without it.
        bool known = device is null || TorchRuntime.DeviceProblem(device) is null;
        try
        {
            return Encoder.Load(RunFolder.IsRun(path) ? RunFolder.Open(path).Encoder : path, known ? TorchRuntime.DeviceFor(device) : Device.Cpu);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ConfigurationException([new("run", path, missing.Message)]);
        }
    }

    /// <summary>The data that were named, else those of the run.</summary>
    /// <exception cref="ConfigurationException">Neither is there.</exception>
    public static string DataFor(string path, string? named) => named
        ?? (RunFolder.IsRun(path) ? RunFolder.Open(path).ReadRecipe().Data : throw new ConfigurationException([new("data", null, "is not said, and the folder is no run that would say it; name it with --data")]));
}
