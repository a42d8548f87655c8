using Autodidact.Data.Loading;
using Autodidact.Data.Views;
using Autodidact.Engine;
using Autodidact.Engine.Modules;
using Autodidact.Models.Transformers;
using Autodidact.Objectives;

namespace Autodidact.Methods.Masked;

/// <summary>MAE: most patches of a picture are hidden, and their pixels predicted from the rest. He et al. 2022, arXiv:2111.06377.</summary>
public sealed class Mae : Method<ImageViews>, IReconstructs
{
    private readonly MaeOptions _options;
    private readonly ulong _seed;
    private readonly VisionTransformer _encoder;
    private readonly MaskedDecoder _decoder;

    public Mae(MaeOptions options, VisionTransformer backbone, MethodContext context) : base(backbone)
    {
        (_options, _seed, _encoder) = (options, context.Seed, backbone);
        Initialization.Xavier(Child("backbone", backbone));
        _decoder = Child("decoder", new MaskedDecoder(backbone, options.DecoderWidth, options.DecoderDepth, options.DecoderHeads));
    }

    public override StepResult Step(ImageViews batch)
    {
        (Tensor patches, Tensor prediction, PatchMask mask) = Predict(batch, Now.Step);
        return new(MaskedPixels.Loss(prediction, MaskedPixels.Targets(patches, _options.NormalizePixels), mask.Hidden));
    }

    /// <inheritdoc/>
    public Reconstruction Reconstruct(ImageViews batch)
    {
        Tensor images = batch.View(0);
        (Tensor patches, Tensor prediction, PatchMask mask) = Predict(batch, 0);
        // Of a normalised patch its mean and deviation are not predicted: the picture borrows them.
        if (_options.NormalizePixels) prediction = MaskedPixels.Undo(prediction, patches);
        Tensor hidden = mask.Hidden.Unsqueeze(-1), seen = patches * (1 - hidden);
        (int rows, int columns) = _encoder.Grid(images);
        return new(Picture(patches), Picture(seen), Picture(seen + (prediction * hidden)));

        Tensor Picture(Tensor parts) => MaskedPixels.Images(parts, _encoder.PatchSize, rows, columns);
    }

    private (Tensor Patches, Tensor Prediction, PatchMask Mask) Predict(ImageViews batch, long step)
    {
        Tensor images = batch.View(0);
        (int rows, int columns) = _encoder.Grid(images);
        PatchMask mask = PatchMask.Random(Noise(batch, rows * columns, step), _options.MaskRatio);
        return (MaskedPixels.Patches(images, _encoder.PatchSize), _decoder.Forward(_encoder.Tokens(images, mask), mask, rows, columns), mask);
    }

    // What of a picture is hidden depends on the picture and the step, not on the process or the chunk that it is in.
    private Tensor Noise(ImageViews batch, int patches, long step)
    {
        Tensor noise = Tensor.Empty([batch.Batch, patches]);
        Span<float> left = noise.AsSpan<float>();
        foreach (int sample in batch.Samples)
        {
            Draws draws = new(new DrawKey(_seed, (int)step, sample, 0), DrawPurpose.Mask);
            foreach (ref float value in left[..patches]) value = (float)draws.NextDouble();
            left = left[patches..];
        }
        return noise.To(batch.Device);
    }
}
