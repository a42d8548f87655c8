using Xunit;

namespace Autodidact.Tests.Support;

/// <summary>A test that a real browser runs; skipped, with the reason, where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ChromiumFactAttribute : FactAttribute
{
    /// <summary>Where Debian's package puts it.</summary>
    public const string Program = "/usr/bin/chromium";

    public ChromiumFactAttribute()
    {
        if (!File.Exists(Program)) Skip = $"needs {Program} (the package chromium)";
    }
}
