using Xunit;

namespace Autodidact.Tests.Support;

/// <summary>
/// Tests that rely on what the whole process shares, the random stream or the count of live tensors: they run one after the
/// other, with no other test beside them.
/// </summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class EngineState
{
    public const string Name = "engine state";
}
