using Xunit;

namespace Autodidact.Tests.Support;

/// <summary>A test that needs the right to mount a file system; skipped with that reason elsewhere.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class MountFactAttribute : FactAttribute
{
    public MountFactAttribute()
    {
        using TemporaryFolder folder = new();
        using SmallDisk? disk = SmallDisk.Mount(folder["disk"], "64k");
        if (disk is null) Skip = "a file system has to be mounted, which this user may not do";
    }
}
