using Xunit;

namespace Autodidact.Tests.Support;

/// <summary>A theory on files of <c>shared/</c>: skipped, with the reason, where one is not there.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SharedDataTheoryAttribute : TheoryAttribute
{
    /// <param name="paths">Within <c>shared/</c>, such as <c>weights/cifar10-resnet</c>.</param>
    public SharedDataTheoryAttribute(params string[] paths)
    {
        if (Array.Find(paths, path => RepositoryFolder.Shared(path) is null) is string missing) Skip = $"needs shared/{missing} beside the repository";
    }
}
