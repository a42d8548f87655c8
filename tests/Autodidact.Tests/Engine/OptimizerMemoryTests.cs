using Autodidact.Engine;
using Autodidact.Engine.Modules;
using Autodidact.Engine.Optimization;
using Autodidact.Tests.Support;
using Xunit;

namespace Autodidact.Tests.Engine;

/// <summary>A training loop holds, after every step, what it held before it.</summary>
[Collection(EngineState.Name)]
public sealed class OptimizerMemoryTests
{
    public static TheoryData<string> Kinds => [.. OptimizerKinds.All.Keys];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Two_hundred_steps_leave_no_tensor_behind(string kind)
    {
        using Sequential network = new(new Linear(16, 32), new Relu(), new Linear(32, 8));
        using Optimizer optimizer = OptimizerKinds.All[kind](ParameterGroups.ByDecay(network));
        List<MemoryStatistics> after = [];
        for (int step = 0; step < 200; step++)
        {
            using (TensorScope scope = new())
            {
                network.Forward(Tensor.Randn([24, 16])).Square().Mean().Backward();
                optimizer.Step();
                optimizer.ZeroGradients();
            }

            after.Add(TorchRuntime.Memory);
        }

        Assert.Single(after.Select(memory => memory.LiveTensors).Distinct());
        Assert.Single(after.Select(memory => memory.LiveBytes).Distinct());
    }
}
