using Xunit;

namespace Autodidact.Tests.Support;

/// <summary>A test on real data: skipped, with the reason, where the data are not there.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class DatasetFactAttribute : FactAttribute
{
    /// <param name="path">Folder or file within the data sets' folder, such as <c>mnist</c>.</param>
    public DatasetFactAttribute(string path)
    {
        if (!Datasets.Has(path)) Skip = $"needs the data set '{path}' in shared/datasets beside the repository, or in the folder AUTODIDACT_DATASETS names";
    }
}
