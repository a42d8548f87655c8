using Xunit;

namespace Autodidact.Tests.Golden;

/// <summary>A test of the project's own golden folder as a whole: skipped, with the reason, where another one is named or there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OwnGoldenFolderFactAttribute : FactAttribute
{
    public OwnGoldenFolderFactAttribute()
    {
        if (GoldenFolder.Named is string named) Skip = $"{GoldenFolder.Variable} names '{named}', which need not hold every case";
        else if (GoldenFolder.Path is null) Skip = "no golden values: there is no shared/golden beside the repository";
    }
}
