using Autodidact.Engine;
using Autodidact.Engine.Optimization;
using Autodidact.Engine.Optimization.Schedules;
using Autodidact.Objectives;
using Autodidact.Training;

namespace Autodidact.Evaluation.FineTuning;

/// <summary>The loop of fine-tuning: batch, loss, gradients, step. It knows labelled batches and no modality.</summary>
/// <param name="options">Resolved options.</param>
/// <param name="clock">Told of every step.</param>
/// <param name="cancel">Ends the work after the step under way.</param>
internal sealed class TuningLoop(FineTuningOptions options, TuningClock clock, CancellationToken cancel)
{
    private readonly Device _device = Device.Parse(options.Device!);
    private readonly ScalarType _type = options.Precision == Precision.Bf16 ? ScalarType.BFloat16 : ScalarType.Float32;

    /// <summary>Steps of the last training, up to the one whose loss was no number where it ended there.</summary>
    public long LastStep { get; private set; }

    /// <summary>Trains a network to the end of the passes; the last step's weights are what it gives.</summary>
    /// <param name="rate">The highest learning rate.</param>
    /// <param name="layerDecay">What the rate of a layer is of that of the next one.</param>
    /// <returns>The mean loss of the last pass; not a number where loss or weights stopped being numbers.</returns>
    public double Train(TunedNetwork network, LabelledBatches batches, double rate, double layerDecay)
    {
        using Optimizer optimizer = (options.Optimizer with { LearningRate = rate }).Create(network.Groups(layerDecay));
        long steps = StepsOf(batches), step = 0;
        Schedule learningRate = options.Schedule.Create(rate, steps, batches.StepsPerEpoch);
        Schedule? weightDecay = options.Schedule.CreateWeightDecay(optimizer.WeightDecay, steps);
        double passLoss = double.NaN;
        network.Train();
        for (int epoch = 0; epoch < options.Epochs; epoch++)
        {
            double sum = 0;
            TimeSpan waited = batches.Waited;
            foreach (LabelledBatch batch in batches.Epoch(epoch, cancel))
            {
                using (batch)
                {
                    cancel.ThrowIfCancellationRequested();
                    optimizer.LearningRate = learningRate.At(step);
                    optimizer.WeightDecay = weightDecay?.At(step) ?? optimizer.WeightDecay;
                    double loss = Step(network, batch, optimizer);
                    sum += loss;
                    LastStep = ++step;
                    clock.Step(batch.Count, batches.Waited - waited, loss);
                    waited = batches.Waited;
                    if (!double.IsFinite(loss))
                    {
                        clock.Leave(steps - step);
                        return double.NaN;
                    }
                }
            }
            passLoss = sum / batches.StepsPerEpoch;
        }
        return IsFinite(network) ? passLoss : double.NaN;
    }

    /// <summary>Steps of all passes over some batches.</summary>
    public long StepsOf(LabelledBatches batches) => (long)options.Epochs!.Value * batches.StepsPerEpoch;

    /// <summary>What a network that learns no more says of some samples, in fp32.</summary>
    /// <param name="withLoss">Whether the loss is asked for as well; then every label has an output.</param>
    public TuningMeasure Measure(TunedNetwork network, LabelledBatches batches, bool withLoss)
    {
        int hits = 0, count = 0;
        double loss = withLoss ? 0 : double.NaN;
        network.Evaluate();
        foreach (LabelledBatch batch in batches.Epoch(0, cancel))
        {
            using (batch)
            {
                cancel.ThrowIfCancellationRequested();
                using TensorScope scope = new();
                using NoGradient guard = new();
                Tensor logits = network.Logits(batch);
                hits += (int)logits.Argmax(1).Eq(batch.Labels).Sum().Item<long>();
                count += batch.Count;
                if (withLoss) loss += Classification.CrossEntropy(logits, batch.Labels).Item<float>() * batch.Count;
            }
        }
        return new(hits, count, loss / count);
    }

    private double Step(TunedNetwork network, LabelledBatch batch, Optimizer optimizer)
    {
        using TensorScope scope = new();
        Tensor loss;
        using (new Autocast(_device, _type))
            loss = Classification.CrossEntropy(network.Logits(batch), batch.Labels, options.LabelSmoothing);
        loss.Backward();
        if (options.Optimizer.ClipNorm is double norm) Gradients.Clip(network.Parameters(), norm);
        optimizer.Step();
        optimizer.ZeroGradients();
        return loss.Item<float>();
    }

    // The last step may have broken what no loss has shown any more.
    private static bool IsFinite(TunedNetwork network)
    {
        using TensorScope scope = new();
        using NoGradient guard = new();
        return Ops.Stack(Ops.ForeachNorm([.. network.Parameters()])).Isfinite().All().Item<bool>();
    }
}
