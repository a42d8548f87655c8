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

    public override Tensor Forward(Tensor input)
    {
        if (IsTraining) _batches.AddInPlace(1);
        if (IsTraining && World.Current is { Size: > 1 } world) return world.BatchNorm(input, _weight, _bias, _mean, _variance, _momentum, _epsilon);
        return input.BatchNorm(_weight, _bias, _mean, _variance, IsTraining, _momentum, _epsilon, cudnnEnabled: true);
    }
}
