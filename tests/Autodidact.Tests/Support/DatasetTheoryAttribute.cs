using Xunit;

namespace Autodidact.Tests.Support;

/// <summary>A theory on real data: skipped, with the reason, where the data are not there.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class DatasetTheoryAttribute : TheoryAttribute
{
    /// <param name="path">Folder or file within the data sets' folder, such as <c>mnist</c>.</param>
    public DatasetTheoryAttribute(string path) => Skip = new DatasetFactAttribute(path).Skip;
}
