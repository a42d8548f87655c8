using System.Globalization;
using Autodidact.Engine;
using Autodidact.Engine.Images;
using Autodidact.Engine.Search;
using Autodidact.Training;

namespace Autodidact.Cli.Diagnosis;

/// <summary>Everything the doctor looks at. A check that fails is a finding, never an error of the doctor.</summary>
internal static class MachineChecks
{
    private static readonly IReadOnlyDictionary<string, string> s_nothing = new Dictionary<string, string>();

    public static IEnumerable<MachineCheck> Run()
    {
        IReadOnlyDictionary<string, string> torch = s_nothing;
        MachineCheck engine = Guarded("libtorch", () =>
        {
            torch = TorchRuntime.Description;
            return new("libtorch", CheckState.Ok, TorchRuntime.Version, IsNeeded: true);
        });
        yield return engine with { IsNeeded = true };
        yield return new(".NET", CheckState.Ok, System.Runtime.InteropServices.RuntimeInformation.FrameworkDescription);
        if (engine.State == CheckState.Ok)
        {
            yield return Blas(torch);
            yield return Has(torch, "mkldnn")
                ? new("oneDNN", CheckState.Ok, "in libtorch")
                : new("oneDNN", CheckState.Slow, "not in libtorch", "Use a libtorch built with oneDNN (MKL-DNN): convolutions are several times faster.");
            yield return Threads(torch);
            yield return Cuda(torch);
            yield return Has(torch, "gloo")
                ? new("Gloo", CheckState.Ok, "in libtorch")
                : new("Gloo", CheckState.Missing, "not in libtorch", "Needed only for several processes: use a libtorch built with distributed support.");
            yield return Has(torch, "nccl")
                ? new("NCCL", CheckState.Ok, "in libtorch")
                : new("NCCL", CheckState.Missing, "not in libtorch", "Needed only for several GPUs: use a CUDA build of libtorch.");
        }
        yield return Guarded("OpenCV", () => new("OpenCV", CheckState.Ok, ImageCodec.OpenCvVersion)) with { IsNeeded = true };
        yield return Guarded("FAISS", () => new("FAISS", CheckState.Ok, ExactSearch.Version)) with { IsNeeded = true };
        yield return ProcessorInformation.Bfloat16 is string instructions
            ? new("bf16", CheckState.Ok, $"{instructions} ({ProcessorInformation.Model ?? "unknown processor"})")
            : new("bf16", CheckState.Slow, $"no instructions for it ({ProcessorInformation.Model ?? "unknown processor"})", "Nothing to do: fp32 is used, which takes about twice as long.");
        yield return Guarded("memory", Memory);
        yield return Guarded("disk", Disk);
        yield return Guarded("data folder", () => Data(Environment.GetEnvironmentVariable("AUTODIDACT_DATASETS")));
    }

    private static MachineCheck Blas(IReadOnlyDictionary<string, string> torch)
    {
        if (Has(torch, "mkl"))
            return new("BLAS", CheckState.Ok, "MKL");
        if (torch.TryGetValue("openblas", out string? openblas))
            return new("BLAS", CheckState.Ok, openblas.Trim());
        return new("BLAS", CheckState.Slow, "the reference BLAS", "apt-get install libopenblas0-pthread: matrix products are ten times faster and more.");
    }

    private static MachineCheck Threads(IReadOnlyDictionary<string, string> torch)
    {
        string found = $"{Environment.ProcessorCount} cores";
        return Has(torch, "openmp")
            ? ProcessorInformation.BusyShare(TimeSpan.FromSeconds(0.3)) is double busy and > 0.3
                ? new("threads", CheckState.Slow, $"{found}, {busy:P0} busy with other programs", "Threads that compute wait for the slowest of them at every operator: beside other work, fewer of them (--threads 1) are often faster.")
                : new("threads", CheckState.Ok, $"{found}, OpenMP")
            : new("threads", CheckState.Slow, $"{found}, libtorch without OpenMP", "Use a libtorch built with OpenMP, or only one core computes.");
    }

    private static MachineCheck Cuda(IReadOnlyDictionary<string, string> torch)
    {
        int devices = int.Parse(torch.GetValueOrDefault("cuda_devices", "0"), CultureInfo.InvariantCulture);
        return devices > 0
            ? new("CUDA", CheckState.Ok, $"{devices} GPU{(devices == 1 ? "" : "s")}")
            : new("CUDA", CheckState.Missing, Has(torch, "cuda") ? "no GPU" : "libtorch without CUDA", "Needed only for GPUs: point CMAKE_PREFIX_PATH at a CUDA build of libtorch, and remove artifacts/.");
    }

    private static MachineCheck Memory()
    {
        double gigabytes = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 1e9;
        return gigabytes >= 4
            ? new("memory", CheckState.Ok, $"{gigabytes:0.0} GB")
            : new("memory", CheckState.Slow, $"{gigabytes:0.0} GB", "Use small batches (--batch 64) and small networks (--set backbone.width=16).");
    }

    private static MachineCheck Disk()
    {
        double gigabytes = new DriveInfo(Path.GetFullPath(".")).AvailableFreeSpace / 1e9;
        return gigabytes >= 1
            ? new("disk", CheckState.Ok, $"{gigabytes:0.0} GB free here")
            : new("disk", CheckState.Slow, $"{gigabytes:0.0} GB free here", "Checkpoints need room: name a folder on another disk with --out.");
    }

    private static MachineCheck Data(string? folder) => Directory.Exists(folder)
        ? new("data folder", CheckState.Ok, $"{Path.GetFullPath(folder)}: {Directory.EnumerateDirectories(folder).Count()} data sets")
        : new("data folder", CheckState.Missing, string.IsNullOrEmpty(folder) ? "none named" : $"no {folder}", "Needed only for tests on real data: AUTODIDACT_DATASETS=FOLDER names it.");

    private static bool Has(IReadOnlyDictionary<string, string> torch, string ability) => torch.GetValueOrDefault(ability, "0") != "0";

    private static MachineCheck Guarded(string name, Func<MachineCheck> check)
    {
        try
        {
            return check();
        }
        catch (Exception error)
        {
            while (error is TypeInitializationException { InnerException: not null })
                error = error.InnerException;
            return new(name, CheckState.Missing, error.Message, "Run ./autodidact from the repository: it installs and builds what is missing.");
        }
    }
}
