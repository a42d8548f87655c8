using Autodidact.Data.Loading;
using Autodidact.Engine;
using Autodidact.Models;
using Autodidact.Models.Transformers;
using Autodidact.Objectives;

namespace Autodidact.Methods.Tokens;

/// <summary>
/// Vector-quantized knowledge distillation: what an earlier network makes of each patch is predicted from the codes of the patches, so that codes mean what it sees. The
/// tokenizer of BEiT v2, Peng et al. 2022, arXiv:2208.06366, section 2.1.
/// </summary>
public sealed class VqKd : TokenizerMethod
{
    private readonly EarlierRun _earlier;
    private readonly PatchBackbone _teacher;
    private readonly FeatureDecoder _decoder;

    public VqKd(VqKdOptions options, VisionTransformer backbone, MethodContext context) : base(options, backbone, normalized: true, context.Seed)
    {
        _earlier = context.Earlier ?? EarlierRun.At(options.Teacher);
        _teacher = Child("teacher", _earlier.Create());
        _decoder = Child("decoder", new FeatureDecoder(options.CodeSize, backbone, options.DecoderDepth, _teacher.FeatureSize));
    }

    /// <summary>The teacher is the one that is named, whatever weights the rest starts from.</summary>
    public override void Start() => _earlier.Fill(_teacher);

    public override bool SparesPositions => true;

    // The mean over a picture's patches of one less the cosine with what the teacher makes of the patch.
    protected override Tensor Error(Tensor images, Tensor codes)
    {
        (int rows, int columns) = Tokenizer.Grid(images);
        return VectorQuantization.CosineDistance(_decoder.Forward(codes, rows, columns), Taught(images)).Mean([1]);
    }

    private Tensor Taught(Tensor images)
    {
        using NoGradient guard = new();
        return _teacher.PatchTokens(images);
    }
}
