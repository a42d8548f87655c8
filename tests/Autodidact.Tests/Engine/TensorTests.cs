using Autodidact.Engine;
using Autodidact.Engine.Interop;
using Xunit;

namespace Autodidact.Tests.Engine;

/// <summary>Tensors: values in and out, ownership, gradients, errors.</summary>
public sealed class TensorTests
{
    [Fact]
    public void Values_go_in_and_come_out()
    {
        using TensorScope scope = new();
        Tensor tensor = Tensor.From([1f, 2f, 3f, 4f, 5f, 6f], 2, 3);

        Assert.Equal([2, 3], tensor.Shape);
        Assert.Equal([1f, 4f, 2f, 5f, 3f, 6f], tensor.Transpose(0, 1).ToArray<float>());
        Assert.Equal([1.0, 2.0, 3.0], tensor.Select(0, 0).ToArray<double>());
        Assert.Equal(21f, tensor.Sum().Item<float>());
        Assert.Equal([5f, 7f, 9f], tensor.Sum([0L]).ToArray<float>());
    }

    [Fact]
    public void A_scope_frees_what_was_made_inside_and_keep_moves_outward()
    {
        long before = TorchRuntime.LiveTensors;
        Tensor kept;
        using (TensorScope outer = new())
        {
            using (TensorScope inner = new())
            {
                Tensor lost = Tensor.Ones([3]);
                kept = (lost + 1).Keep();
                inner.Dispose();
                Assert.Throws<ObjectDisposedException>(() => lost.Shape);
            }
            Assert.Equal([2f, 2f, 2f], kept.ToArray<float>());
        }
        Assert.False(kept.IsAlive);
        Assert.Equal(before, TorchRuntime.LiveTensors);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_scope_in_which_tensors_are_disposed_as_one_goes_stays_small(bool inTurn)
    {
        long before = TorchRuntime.LiveTensors;
        Tensor last;
        using (TensorScope scope = new())
        {
            int capacity = scope.Capacity;
            Tensor first = Tensor.Of(7);
            last = Tensor.Of(0);
            for (int i = 0; i < 5 * capacity; i++)
            {
                Tensor earlier = last;
                if (!inTurn) earlier.Dispose();
                last = Tensor.Of(i);
                if (inTurn) earlier.Dispose();
            }
            Assert.Equal(capacity, scope.Capacity);
            Assert.Equal(before + 2, TorchRuntime.LiveTensors);
            Assert.Equal(7f, first.Item<float>());
            last.Own();
        }
        Assert.True(last.IsAlive);
        last.Dispose();
        Assert.Equal(before, TorchRuntime.LiveTensors);
    }

    [Fact]
    public void A_single_value_without_a_shape_has_no_dimensions()
    {
        using TensorScope scope = new();
        Assert.Equal([], Tensor.From([1f]).Shape);
        Assert.Equal([1], Tensor.From([1f], 1).Shape);
        Assert.Equal([0], Tensor.From<float>([]).Shape);
    }

    [Fact]
    public void Gradients_flow_and_guards_stop_them()
    {
        using TensorScope scope = new();
        Tensor x = Tensor.From([3.0, -2.0]);
        x.RequiresGradient = true;
        (x * x).Sum().Backward();
        Assert.Equal([6.0, -4.0], x.Gradient!.ToArray<double>());

        using (NoGradient guard = new()) Assert.False((x * x).RequiresGradient);
        using (InferenceMode guard = new()) Assert.False((x * x).RequiresGradient);
        Assert.True((x * x).RequiresGradient);
    }

    [Fact]
    public void Memory_of_someone_else_is_shared_and_let_go()
    {
        int released = 0;
        float[] values = GC.AllocateArray<float>(4, pinned: true);
        unsafe
        {
            using (TensorScope scope = new())
            {
                Tensor tensor = Tensor.FromMemory((IntPtr)System.Runtime.CompilerServices.Unsafe.AsPointer(ref values[0]), [2, 2], [1, 2], ScalarType.Float32, () => released++);
                values[1] = 7;
                Assert.Equal([0f, 0f, 7f, 0f], tensor.ToArray<float>());
            }
        }
        Assert.Equal(1, released);
    }

    [Fact]
    public void Errors_are_typed_and_name_operator_and_argument()
    {
        using TensorScope scope = new();
        Tensor x = Tensor.Ones([2, 3]);
        EngineException shapes = Assert.Throws<EngineException>(() => x.Matmul(x));
        Assert.DoesNotContain("frame #", shapes.Message, StringComparison.Ordinal);
        Assert.Throws<EngineOutOfMemoryException>(() => Tensor.Empty([1L << 45]));
        Assert.Throws<InvalidOperationException>(() => x.Item<float>());
    }

    [Fact]
    public void Autocast_computes_products_in_bf16_and_leaves_sums_in_fp32()
    {
        using TensorScope scope = new();
        Tensor x = Tensor.Ones([2, 2]);
        using (Autocast guard = new(Device.Cpu, ScalarType.BFloat16))
        {
            Assert.Equal(ScalarType.BFloat16, x.Matmul(x).Type);
            Assert.Equal(ScalarType.Float32, x.Sum().Type);
        }
        Assert.Equal(ScalarType.Float32, x.Matmul(x).Type);
    }

    [Fact]
    public void Autocast_within_autocast_puts_the_outer_type_back()
    {
        // Only the thread's modes are looked at, which takes no GPU.
        using Autocast outer = new(Device.Cuda(0), ScalarType.Float16);
        using (Autocast inner = new(Device.Cuda(0), ScalarType.BFloat16)) Assert.Equal((1, ScalarType.BFloat16), Mode());
        Assert.Equal((1, ScalarType.Float16), Mode());

        static (int, ScalarType) Mode()
        {
            int enabled = NativeEngine.Check(NativeEngine.Autocast((int)DeviceKind.Cuda, 1, (int)ScalarType.Float16, out int type));
            NativeEngine.Check(NativeEngine.Autocast((int)DeviceKind.Cuda, enabled, type, out _));
            return (enabled, (ScalarType)type);
        }
    }

    [Fact]
    public void The_random_stream_is_pytorchs_and_its_state_can_be_kept()
    {
        using TensorScope scope = new();
        TorchRuntime.Seed(0);
        float[] first = Tensor.Randn([3]).ToArray<float>();
        Assert.Equal([1.5409961f, -0.2934289f, -2.1787894f], first);  // torch.manual_seed(0); torch.randn(3)

        byte[] state = TorchRuntime.GetGeneratorState();
        float[] next = Tensor.Rand([5]).ToArray<float>();
        TorchRuntime.SetGeneratorState(state);
        Assert.Equal(next, Tensor.Rand([5]).ToArray<float>());
    }
}
