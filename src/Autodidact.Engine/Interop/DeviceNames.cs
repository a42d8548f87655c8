using System.Collections.Concurrent;
using System.Text;

namespace Autodidact.Engine.Interop;

/// <summary>Device names as libtorch reads them, encoded once.</summary>
internal static class DeviceNames
{
    private static readonly byte[] s_cpu = "cpu"u8.ToArray();
    private static readonly ConcurrentDictionary<Device, byte[]> s_names = new();

    public static byte[] Utf8(Device device) =>
        device.Kind == DeviceKind.Cpu ? s_cpu : s_names.GetOrAdd(device, static d => Encoding.UTF8.GetBytes(d.ToString()));
}
