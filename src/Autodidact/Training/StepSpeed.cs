using System.Diagnostics;
using Autodidact.Configuration;
using Autodidact.Data;
using Autodidact.Data.Loading;
using Autodidact.Engine;
using Autodidact.Engine.Distributed;
using Autodidact.Methods;

namespace Autodidact.Training;

/// <summary>How fast the step alone is: loss, gradients and optimizer on one batch, over and over.</summary>
public static class StepSpeed
{
    private const int WarmUpSteps = 3;

    // Memories, queues and support sets are as long as those of a run on so many samples.
    private const int Samples = 10_000;

    /// <summary>Measures with everything of <paramref name="options"/>, on generated pictures or on its own texts.</summary>
    /// <param name="options">Method, backbone, optimizer, batch, chunks, precision and threads count.</param>
    /// <param name="imageSize">Rows and columns of a view, in pixels; texts have none.</param>
    /// <param name="steps">Steps that are measured, after a few that are not.</param>
    /// <param name="cancel">Ends the measurement.</param>
    /// <exception cref="ConfigurationException">The options are wrong.</exception>
    public static Task<StepSpeedResult> MeasureAsync(PretrainOptions options, int imageSize, int steps, CancellationToken cancel = default)
    {
        PretrainOptions full = options with { Steps = WarmUpSteps + steps, LoaderThreads = 1, Views = options.Views with { Size = imageSize } };
        // The pictures' content makes no difference; texts decide how many tokens there are.
        if (options.Method.Modality == Modality.Image) full = full with { Data = $"shapes:count={Math.Max(Samples, options.Batch)},size={imageSize}" };
        OptionsChecker.ThrowIfWrong(full);
        return TrainingThread.RunAsync(() =>
        {
            TrainingData data = TrainingData.Of(full, DataSources.Open(full.Data, full.Method.Modality));
            PretrainOptions resolved = data.Resolve(full);
            return data.Use(resolved, new Measurement(resolved, steps, cancel));
        });
    }

    private sealed class Measurement(PretrainOptions options, int steps, CancellationToken cancel) : IPartsUser<StepSpeedResult>
    {
        public StepSpeedResult Use<TBatch>(TrainingParts<TBatch> parts) where TBatch : class, IBatch<TBatch> => Measure(parts, options, steps, cancel);
    }

    private static StepSpeedResult Measure<TBatch>(TrainingParts<TBatch> parts, PretrainOptions options, int steps, CancellationToken cancel) where TBatch : class, IBatch<TBatch>
    {
        TBatch batch;
        using (IBatches<TBatch> loader = parts.Loader)
            batch = loader.Epoch(0, cancel: cancel).First();       // the loader's threads end here: nothing else runs while we measure
        using (batch)
        {
            using CheckpointWriter nowhere = new(new CheckpointStore(""));
            Trainer<TBatch> trainer = parts.Trainer(options, nowhere);
            List<double> seconds = [], unshared = [], watched = [], passes = [];
            IEmbeddingMethod<TBatch>? embedding = parts.Reducer is null && options.Chunks == 1 ? parts.Method as IEmbeddingMethod<TBatch> : null;
            trainer.DiagnoseEvery = 0;
            for (int step = 0; step < WarmUpSteps + steps; step++)
            {
                cancel.ThrowIfCancellationRequested();
                if (step == WarmUpSteps)
                    TorchRuntime.ResetPeakMemory();
                // The step behind a pass is some per cent slower than others, and is not counted.
                if (embedding is not null) Learn(trainer);
                double took = Learn(trainer);
                if (step >= WarmUpSteps)
                    seconds.Add(took);
                if (embedding is not null && step >= WarmUpSteps)
                {
                    trainer.DiagnoseEvery = 1;
                    watched.Add(Learn(trainer));
                    trainer.DiagnoseEvery = 0;
                    passes.Add(Pass(embedding));
                }
                // Step by step in turn, so that what else the machine does meets both alike.
                if (parts.Reducer is not null && step >= WarmUpSteps)
                {
                    trainer.Shares = false;
                    unshared.Add(Learn(trainer));
                    trainer.Shares = true;
                }
            }
            double median = Median(seconds);
            CommunicationResult? communication = parts.Reducer is null ? null : new(1000 * Exchange(parts, steps), 1000 * Math.Max(0, median - Median(unshared)));
            MethodCost? cost = embedding is null ? null : Cost(seconds, watched, passes, options.DiagnoseEvery);
            return new(options.Batch / median, PrecisionChoice.Decide(options.Precision, parts.Device).Name, 1000 * median, parts.Device.Kind == DeviceKind.Cpu ? TorchRuntime.Memory.PeakBytes : null, communication, cost);

            double Pass(IEmbeddingMethod<TBatch> method)
            {
                using TensorScope scope = new();
                long start = Stopwatch.GetTimestamp();
                Tensor rows;
                using (new Autocast(parts.Device, parts.Precision))
                    rows = method.Embed(batch).Rows;
                // Of the size that a loss's gradients have: a processor is faster at zeros.
                rows.Backward(Tensor.Randn(rows.Shape, rows.Type, rows.Device) / rows.Size(0));
                parts.Optimizer.LearningRate = 0;
                parts.Optimizer.Step();
                parts.Optimizer.ZeroGradients();
                TorchRuntime.Synchronize(parts.Device);
                return Stopwatch.GetElapsedTime(start).TotalSeconds;
            }

            double Learn(Trainer<TBatch> trainer)
            {
                long start = Stopwatch.GetTimestamp();
                trainer.Learn(batch);
                TorchRuntime.Synchronize(parts.Device);
                double took = Stopwatch.GetElapsedTime(start).TotalSeconds;
                trainer.Publish(0);
                return took;
            }
        }
    }

    // Neighbours are compared: what else the machine does changes slower than one step.
    private static MethodCost Cost(List<double> steps, List<double> watched, List<double> passes, int every) => new(
        1000 * Median(passes),
        Median(steps.Zip(passes, (step, pass) => step / pass)),
        1000 * Median(watched.Zip(steps, (look, step) => look - step)),
        every == 0 ? 0 : Median(watched.Zip(steps, (look, step) => (look - step) / step)) / every);

    /// <summary>Seconds that summing all gradients over the processes takes by itself.</summary>
    private static double Exchange<TBatch>(TrainingParts<TBatch> parts, int times) where TBatch : class, IBatch<TBatch>
    {
        using TensorScope scope = new();
        Tensor gradients = Tensor.Zeros([parts.Method.ParameterCount], device: parts.Device);
        List<double> seconds = [];
        for (int time = 0; time < times; time++)
        {
            World.Current.Barrier();
            long start = Stopwatch.GetTimestamp();
            World.Current.AllReduce(gradients);
            TorchRuntime.Synchronize(parts.Device);
            seconds.Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
        }
        return Median(seconds);
    }

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted[sorted.Length / 2];
    }
}
