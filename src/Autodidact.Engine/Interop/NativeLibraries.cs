using System.Reflection;
using System.Runtime.InteropServices;

namespace Autodidact.Engine.Interop;

/// <summary>
/// Finds the native doors: in the folder named by <c>AUTODIDACT_NATIVE</c>, else beside the program. Sets what libgomp
/// and cuBLAS read once when they are loaded.
/// </summary>
internal static partial class NativeLibraries
{
    private static readonly Lock s_lock = new();
    private static bool s_prepared;

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetEnvironment(string name, string value, int overwrite);

    public static void Prepare()
    {
        lock (s_lock)
        {
            if (s_prepared) return;
            NativeLibrary.SetDllImportResolver(typeof(NativeLibraries).Assembly, Resolve);
            s_prepared = true;
        }
    }

    private static IntPtr Resolve(string name, Assembly assembly, DllImportSearchPath? searchPath)
    {
        if (!name.StartsWith("autodidact_", StringComparison.Ordinal)) return IntPtr.Zero;
        // Environment.SetEnvironmentVariable does not reach getenv, and libgomp reads these when it is loaded. A thread that
        // waits for the others spins for some 0.1 ms and then sleeps, so that on a busy machine it does not keep the
        // processor from the thread it waits for. Spinning three times as long gains 4 to 10 % where nothing else runs and
        // loses a third beside one busy process (two cores, ResNet-18 and a small transformer).
        if (OperatingSystem.IsLinux())
        {
            _ = SetEnvironment("OMP_WAIT_POLICY", "PASSIVE", overwrite: 0);
            _ = SetEnvironment("GOMP_SPINCOUNT", "30000", overwrite: 0);
            // c10d warns about what is meant to be so, such as a look for unused parameters at each step. Its errors are shown.
            _ = SetEnvironment("GLOG_minloglevel", "2", overwrite: 0);
            // Without it cuBLAS may give other bits each time, and libtorch refuses it where bits should repeat. It is read once,
            // too early to know whether they should; it costs 32 MiB of a GPU's memory.
            _ = SetEnvironment("CUBLAS_WORKSPACE_CONFIG", ":4096:8", overwrite: 0);
        }
        string file = $"lib{name}.so";
        string?[] folders = [Environment.GetEnvironmentVariable("AUTODIDACT_NATIVE"), AppContext.BaseDirectory];
        string reason = "no such file";
        foreach (string? folder in folders)
        {
            if (string.IsNullOrEmpty(folder)) continue;
            string path = Path.Combine(folder, file);
            if (!File.Exists(path)) continue;
            try
            {
                return NativeLibrary.Load(path);
            }
            catch (DllNotFoundException error)
            {
                reason = error.Message;
            }
        }
        throw new DllNotFoundException(
            $"{file} could not be loaded ({reason}). It is built from native/ by the launcher; run ./autodidact doctor, or name its folder in AUTODIDACT_NATIVE.");
    }
}
