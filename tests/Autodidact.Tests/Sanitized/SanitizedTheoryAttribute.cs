using Xunit;

namespace Autodidact.Tests.Sanitized;

/// <summary>A test that needs the sanitized native libraries: <c>./test --sanitize</c>.</summary>
internal sealed class SanitizedTheoryAttribute : TheoryAttribute
{
    public SanitizedTheoryAttribute()
    {
        if (Environment.GetEnvironmentVariable("ASAN_OPTIONS") is null) Skip = "runs with ./test --sanitize";
    }
}
