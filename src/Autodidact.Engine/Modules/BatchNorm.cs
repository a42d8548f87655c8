using Autodidact.Engine.Distributed;

namespace Autodidact.Engine.Modules;

/// <summary>
/// Batch normalisation over all dimensions but the second, for <c>[batch, channels]</c> and
/// <c>[batch, channels, height, width]</c> (Ioffe and Szegedy 2015). In training the batch is that of all processes of the world.
/// </summary>
public sealed class BatchNorm : Layer
{
    private readonly Tensor? _weight;
    private readonly Tensor? _bias;
    private readonly Tensor _mean;
    private readonly Tensor _variance;
    private readonly Tensor _batches;
    private readonly double _momentum;
    private readonly double _epsilon;

    /// <param name="affine">Whether a scale and a shift are learned; without them the output has unit variance.</param>
    public BatchNorm(long channels, bool affine = true, double momentum = 0.1, double epsilon = 1e-5)
    {
        _momentum = momentum;
        _epsilon = epsilon;
        if (affine)
        {
            _weight = Parameter("weight", Tensor.Ones([channels]));
            _bias = Parameter("bias", Tensor.Zeros([channels]));
        }
        _mean = Buffer("running_mean", Tensor.Zeros([channels]));
        _variance = Buffer("running_var", Tensor.Ones([channels]));
        _batches = Buffer("num_batches_tracked", Tensor.Zeros([], ScalarType.Int64));
    }

    /// <summary>
    /// What it does to each channel once it is learned, by its running statistics: <c>y = scale * x + shift</c>, <c>[channels]</c> each, in double precision.
    /// </summary>
    internal (Tensor Scale, Tensor Shift) Affine()
    {
        Tensor scale = (_variance.To(ScalarType.Float64) + _epsilon).Rsqrt();
        if (_weight is not null) scale *= _weight.To(ScalarType.Float64);
        Tensor shift = -(_mean.To(ScalarType.Float64) * scale);
        return (scale, _bias is null ? shift : shift + _bias.To(ScalarType.Float64));
    }

    public override Tensor Forward(Tensor input)
    {
        if (IsTraining) _batches.AddInPlace(1);
        if (IsTraining && BatchNormGroups.Current is > 0 and int groups) return InGroups(input, groups);
        if (IsTraining && World.Current is { Size: > 1 } world) return world.BatchNorm(input, _weight, _bias, _mean, _variance, _momentum, _epsilon);
        return input.BatchNorm(_weight, _bias, _mean, _variance, IsTraining, _momentum, _epsilon, cudnnEnabled: true);
    }

    private Tensor InGroups(Tensor input, int groups)
    {
        long size = input.Size(0) / groups;
        if (size * groups != input.Size(0)) throw new ArgumentException($"{groups} groups do not divide a batch of {input.Size(0)}.", nameof(input));
        Tensor[] outputs = new Tensor[groups], statistics = new Tensor[groups];
        for (int group = 0; group < groups; group++)
        {
            // With a momentum of 1 running statistics are those of the batch.
            Tensor mean = Tensor.Zeros(_mean.Shape, _mean.Type, _mean.Device), variance = Tensor.Ones(_mean.Shape, _mean.Type, _mean.Device);
            outputs[group] = input.Narrow(0, group * size, size).BatchNorm(_weight, _bias, mean, variance, training: true, momentum: 1, _epsilon, cudnnEnabled: true);
            statistics[group] = Ops.Stack([mean, variance]);
        }
        Tensor output = groups == 1 ? outputs[0] : Ops.Cat(outputs);
        using NoGradient guard = new();
        World world = World.Current;
        Tensor sum = Ops.Stack(statistics).Sum([0L]);
        world.AllReduce(sum);
        sum.MulInPlace(_momentum / ((double)groups * world.Size));
        foreach ((Tensor running, int row) in new[] { (_mean, 0), (_variance, 1) })
        {
            running.MulInPlace(1 - _momentum);
            running.AddInPlace(sum.Select(0, row));
        }
        return output;
    }
}
