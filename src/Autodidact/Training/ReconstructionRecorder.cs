using Autodidact.Data;
using Autodidact.Data.Loading;
using Autodidact.Data.Views;
using Autodidact.Engine;
using Autodidact.Methods;

namespace Autodidact.Training;

/// <summary>After every pass over the data, shows what a method that predicts pixels makes of the same few pictures. It changes nothing about the run.</summary>
internal sealed class ReconstructionRecorder : TrainingObserver, IDisposable
{
    private const int Pictures = 12;

    private readonly Method<ImageViews> _method;
    private readonly ViewPlan _plan;
    private readonly RunFolder _folder;
    private readonly CheckpointStore _checkpoints;
    private readonly ViewLoader _loader;
    private ImageViews? _batch;

    /// <param name="method">One that is <see cref="IReconstructs"/>.</param>
    public ReconstructionRecorder(Method<ImageViews> method, ImageSource source, ViewPlan plan, ulong seed, RunFolder folder, CheckpointStore checkpoints)
    {
        (_method, _plan, _folder, _checkpoints) = (method, plan, folder, checkpoints);
        _loader = new(source, [plan], new LoaderOptions { Batch = Math.Min(Pictures, source.Count), Seed = seed, Threads = 1, MaximumBadShare = 1, Device = method.Parameters().First().Device });
    }

    public override void EpochCompleted(TrainingEpoch epoch)
    {
        using TensorScope scope = new();
        using NoGradient guard = new();
        _method.Evaluate();
        _batch ??= _loader.Epoch(0).First();
        Reconstruction made = ((IReconstructs)_method).Reconstruct(_batch);
        PictureSheet sheet = new(_batch.Batch, columns: 3, _plan.Size);
        foreach ((int column, Tensor pictures) in new[] { made.Pictures, made.Seen, made.Predicted }.Index())
        {
            float[] pixels = pictures.Permute([0, 2, 3, 1]).Contiguous().ToArray<float>();
            int length = pixels.Length / _batch.Batch;
            for (int row = 0; row < _batch.Batch; row++) sheet.Put(row, column, pixels.AsSpan(row * length, length), _plan.Normalization);
        }
        try
        {
            PictureFile.Write(_folder.Reconstructions, sheet.Image);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new RunStorageException("reconstructions.png", _folder.Reconstructions, _checkpoints.Newest, error);
        }
    }

    public void Dispose()
    {
        _batch?.Dispose();
        _loader.Dispose();
    }
}
