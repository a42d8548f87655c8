using Autodidact.Data.Loading;
using Autodidact.Engine;
using Autodidact.Engine.Modules;
using Autodidact.Methods;

namespace Autodidact.Training;

/// <summary>
/// Whether a step gives the same bits again: it is computed twice from the same state on the same batch. The second time counts
/// and starts where the first did, so that a run with this check is a run without it.
/// </summary>
internal static class RepetitionCheck
{
    private const string Refusal = " does not have a deterministic implementation";

    /// <summary>Adds gradients as <see cref="Backpropagation{TBatch}.Run"/> does; the parameters must have none yet.</summary>
    /// <exception cref="NotRepeatableException">Loss or gradients differ, or libtorch has no deterministic version of an operator.</exception>
    public static StepResult Run<TBatch>(Backpropagation<TBatch> backpropagation, Method<TBatch> method, TBatch batch, Device device) where TBatch : IBatch<TBatch>
    {
        using TensorScope scope = new();
        RandomState random = new(device);
        BufferState buffers = new(method);
        Tensor loss;
        Dictionary<string, Tensor?> gradients = [];
        try
        {
            using (new TensorScope())
                loss = backpropagation.Run(batch).Loss.Detach().Keep();
        }
        catch (EngineException refused) when (refused.Message.Contains(Refusal, StringComparison.Ordinal))
        {
            throw new NotRepeatableException($"{refused.Message.Split(Refusal)[0]} has no deterministic version in libtorch {TorchRuntime.Version} on {device}: compute elsewhere (--device), or leave out --deterministic.");
        }
        foreach (NamedTensor parameter in method.NamedParameters())
        {
            // A copy: where processes share gradients, they lie in buckets that the second pass fills again.
            gradients[parameter.Name] = parameter.Tensor.Gradient?.Clone();
            parameter.Tensor.Gradient = null;
        }
        random.Restore();
        buffers.Restore();

        StepResult result = backpropagation.Run(batch);
        string? differs = method.NamedParameters().FirstOrDefault(parameter => !Same(gradients[parameter.Name], parameter.Tensor.Gradient)).Name;
        differs = differs is not null ? $"the gradient of {differs}" : Same(loss, result.Loss) ? null : "the loss";
        if (differs is not null)
            throw new NotRepeatableException($"The same step, computed twice from the same state, gave different bits: {differs} differs. Random numbers that do not come from the engine's generator, and state outside of the method's buffers, are what to look for; leave out --deterministic to train nevertheless.");
        foreach (Tensor kept in (Tensor[])[result.Loss, .. result.Report.Select(measure => measure.Value)])
            kept.Keep();
        return result;
    }

    private static bool Same(Tensor? first, Tensor? second)
    {
        if (first is null || second is null)
            return first is null && second is null;
        using TensorScope scope = new();
        return Bytes(first).AsSpan().SequenceEqual(Bytes(second));
    }

    private static byte[] Bytes(Tensor tensor)
    {
        using MemoryStream bytes = new();
        tensor.Detach().To(Device.Cpu).Contiguous().ReadBytes(bytes.Write);
        return bytes.ToArray();
    }
}
