using Autodidact.Data.Loading;
using Autodidact.Engine;
using Autodidact.Methods;

namespace Autodidact.Training;

/// <summary>
/// From a batch to gradients. In one chunk that is forward and backward. In several, memory is that of one chunk: a method that
/// compares embeddings keeps its loss over the whole batch and has its gradients cached at the embeddings (GradCache, Gao et al.
/// 2021, arXiv:2101.06983); any other has the mean of its chunks' losses.
/// </summary>
/// <param name="method">Whose loss; gradients are added to what its parameters hold.</param>
/// <param name="chunks">Parts in which a batch goes through the network; divides the batch.</param>
/// <param name="device">Where it computes.</param>
/// <param name="precision">In which number format.</param>
internal sealed class Backpropagation<TBatch>(Method<TBatch> method, int chunks, Device device, ScalarType precision) where TBatch : IBatch<TBatch>
{
    /// <summary>
    /// Called with the tensor whose backward is the batch's last, just before it: the only one whose end has each parameter's
    /// whole gradient, so the one during which processes may share them.
    /// </summary>
    public Action<Tensor>? BeforeLastBackward { get; init; }

    /// <summary>Adds the gradients of the loss on <paramref name="batch"/> and tells the loss and the report, averaged where there are several.</summary>
    /// <remarks>What it returns belongs to the tensor scope that is open.</remarks>
    /// <exception cref="ArgumentException">The chunks do not divide the batch.</exception>
    public StepResult Run(TBatch batch)
    {
        if (chunks == 1)
            return Whole(batch);
        if (batch.Batch % chunks != 0)
            throw new ArgumentException($"{chunks} chunks do not divide a batch of {batch.Batch}.", nameof(batch));
        return method is IEmbeddingMethod<TBatch> comparison ? Cached(comparison, batch) : Accumulated(batch);
    }

    private StepResult Whole(TBatch batch)
    {
        StepResult result = Step(batch);
        BeforeLastBackward?.Invoke(result.Loss);
        result.Loss.Backward();
        return result;
    }

    private StepResult Accumulated(TBatch batch)
    {
        StepResult[] results = new StepResult[chunks];
        for (int chunk = 0; chunk < chunks; chunk++)
        {
            using TensorScope scope = new();
            using TBatch part = Part(batch, chunk);
            StepResult result = Step(part);
            Tensor share = result.Loss / chunks;
            if (IsLast(chunk))
                BeforeLastBackward?.Invoke(share);
            share.Backward();
            results[chunk] = Detached(result);
        }
        return Mean(results);
    }

    private StepResult Cached(IEmbeddingMethod<TBatch> comparison, TBatch batch)
    {
        RandomState[] random = new RandomState[chunks];
        EmbeddedViews embeddings = FirstPass(comparison, batch, random);
        using Tensor rows = embeddings.Rows;
        using Tensor? targets = embeddings.Targets;
        StepResult result = Compare(comparison, embeddings, batch);
        RandomState after = new(device);
        using Tensor gradient = rows.Gradient ?? throw new InvalidOperationException("The loss does not depend on the embeddings.");
        for (int chunk = 0; chunk < chunks; chunk++)
        {
            using TensorScope scope = new();
            using TBatch part = Part(batch, chunk);
            random[chunk].Restore();        // the same dropout as in the first pass
            Tensor embedded = Embed(comparison, part).Rows;
            if (IsLast(chunk))
                BeforeLastBackward?.Invoke(embedded);
            embedded.Backward(Rows(gradient, part.Batch, chunk, embedded.Size(0)));
        }
        after.Restore();
        return result;
    }

    /// <summary>The first pass: embeddings of the whole batch, the rows as a leaf for gradients; nothing else remains of it.</summary>
    private EmbeddedViews FirstPass(IEmbeddingMethod<TBatch> comparison, TBatch batch, RandomState[] random)
    {
        using TensorScope scope = new();
        BufferState buffers = new(method);
        Tensor[] rows = new Tensor[chunks];
        Tensor?[] targets = new Tensor?[chunks];
        using (NoGradient guard = new())
        {
            // One autocast around all chunks casts each weight once. It ends with this pass: casts made here have no graph.
            using Autocast autocast = new(device, precision);
            for (int chunk = 0; chunk < chunks; chunk++)
            {
                using TensorScope inner = new();
                using TBatch part = Part(batch, chunk);
                random[chunk] = new RandomState(device);
                EmbeddedViews embedded = comparison.Embed(part);
                rows[chunk] = ByView(embedded.Rows, part.Batch);
                targets[chunk] = embedded.Targets is Tensor target ? ByView(target, part.Batch) : null;
            }
        }
        buffers.Restore();      // the second pass counts
        Tensor leaf = Joined(rows);
        leaf.RequiresGradient = true;
        return new(leaf, targets[0] is null ? null : Joined(targets!));
    }

    private static Tensor ByView(Tensor embedded, int samples) => embedded.Detach().Reshape([embedded.Size(0) / samples, samples, -1]).Clone().Keep();

    private static Tensor Joined(Tensor[] parts)
    {
        Tensor all = Ops.Cat(parts, 1);
        return all.Reshape([all.Size(0) * all.Size(1), -1]).Detach().Keep();
    }

    /// <summary>The loss on all embeddings, whose gradient is left at the rows.</summary>
    private StepResult Compare(IEmbeddingMethod<TBatch> comparison, EmbeddedViews embeddings, TBatch batch)
    {
        using TensorScope scope = new();
        StepResult result;
        using (new Autocast(device, precision))
            result = comparison.Compare(embeddings, batch);
        result.Loss.Backward();
        return Detached(result);
    }

    private EmbeddedViews Embed(IEmbeddingMethod<TBatch> comparison, TBatch part)
    {
        using Autocast autocast = new(device, precision);
        return comparison.Embed(part);
    }

    private StepResult Step(TBatch batch)
    {
        using Autocast autocast = new(device, precision);
        return method.Step(batch);
    }

    /// <summary>The rows of a view-major gradient that are a chunk's: its samples in each view.</summary>
    private static Tensor Rows(Tensor gradient, int samples, int chunk, long rows) =>
        gradient.Reshape([rows / samples, -1, gradient.Size(1)]).Narrow(1, (long)chunk * samples, samples).Reshape([rows, -1]);

    private TBatch Part(TBatch batch, int chunk)
    {
        int samples = batch.Batch / chunks;
        return batch.Part(chunk * samples, samples);
    }

    private bool IsLast(int chunk) => chunk == chunks - 1;

    /// <summary>A result without its graph, in the scope outside.</summary>
    private static StepResult Detached(StepResult result) =>
        new(result.Loss.Detach().Keep(), [.. result.Report.Select(measure => measure with { Value = measure.Value.Detach().Keep() })]);

    private static StepResult Mean(StepResult[] results) => new(
        Mean([.. results.Select(result => result.Loss)]),
        [.. results[0].Report.Select((measure, i) => measure with { Value = Mean([.. results.Select(result => result.Report[i].Value)]) })]);

    private static Tensor Mean(Tensor[] scalars) => Ops.Stack(scalars).Mean();
}
