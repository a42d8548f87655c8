using Autodidact.Engine;
using Xunit;

namespace Autodidact.Tests.Golden;

/// <summary>Every case of the golden folder, run by the binder that takes it.</summary>
[Trait("Category", "Golden")]
public sealed class GoldenTests
{
    [GoldenTheory]
    public void Holds(string file, string name)
    {
        Assert.True(Directory.Exists(GoldenFolder.Path), $"{GoldenFolder.Variable} names '{file}', which is not a folder.");
        Assert.True(GoldenFolder.Files.Any(), $"'{GoldenFolder.Path}' holds no .safetensors file.");
        using TensorScope scope = new();
        GoldenCase golden = GoldenCase.Load(file, name);
        GoldenBinders.Find(file, name)!(golden);
        golden.MustBeSettled();
    }

    [OwnGoldenFolderFact]
    public void Every_binder_takes_a_case()
    {
        (string File, string Case)[] cases = [.. GoldenFolder.Cases()];
        Assert.All(GoldenBinders.All, binder => Assert.Contains(cases, found => binder.Takes(found.File, found.Case)));
    }
}
