using Autodidact.Data.Loading;
using Autodidact.Data.Views;
using Autodidact.Engine;
using Autodidact.Engine.Distributed;
using Autodidact.Models;
using Autodidact.Models.Tokenizers;
using Autodidact.Objectives;

namespace Autodidact.Methods.Tokens;

/// <summary>Learns codes for patches: something is predicted from the codes alone, patches stay near their codes, and codes follow their patches.</summary>
/// <remarks>Its loss is a mean over pictures; it compares a batch all the same, so that codes follow the patches of all chunks and processes.</remarks>
public abstract class TokenizerMethod : Method<ImageViews>, IEmbeddingMethod<ImageViews>
{
    private const int FirstIterations = 10;

    // Of an even share of the patches: below, a code is as good as none.
    private const double LeastShare = 0.01;

    private readonly TokenizerOptions _options;
    private readonly ulong _seed;
    private readonly Pending _patches = new();

    /// <param name="options">What is learned.</param>
    /// <param name="backbone">The network in front of the codes.</param>
    /// <param name="normalized">Whether codes have length 1.</param>
    /// <param name="seed">Decides where clusters of the first batch begin.</param>
    protected TokenizerMethod(TokenizerOptions options, PatchBackbone backbone, bool normalized, ulong seed)
        : base(new Tokenizer(backbone, options.Codes, options.CodeSize, normalized, options.CodeMomentum))
    {
        (_options, _seed, Tokenizer) = (options, seed, (Tokenizer)Backbone);
        Child("backbone", Backbone);
    }

    /// <summary>The tokenizer, which is kept.</summary>
    protected Tokenizer Tokenizer { get; }

    public override BackboneOptions Describe(BackboneOptions backbone) => (PatchBackboneOptions)backbone with
    {
        Codes = _options.Codes,
        CodeSize = _options.CodeSize,
        NormalizedCodes = Tokenizer.Codebook is NormalizedCodebook,
    };

    public override StepResult Step(ImageViews batch) => Compare(Embed(batch), batch);

    /// <inheritdoc/>
    /// <remarks>A row is a picture: its error, and how far its patches are from their codes. Targets are the patches themselves.</remarks>
    public EmbeddedViews Embed(ImageViews batch)
    {
        Tensor images = batch.View(0);
        QuantizedTokens quantized = Tokenizer.Quantize(images);
        Tensor error = Error(images, VectorQuantization.StraightThrough(quantized.Tokens, quantized.Codes));
        Tensor distance = VectorQuantization.Commitment(quantized.Tokens, quantized.Codes).Mean([1]);
        return new(Ops.Stack([error, distance.To(error.Type)], 1), quantized.Tokens.Detach().Reshape([images.Size(0), -1]));
    }

    /// <inheritdoc/>
    public StepResult Compare(EmbeddedViews embeddings, ImageViews batch)
    {
        Tensor[] terms = Gather(embeddings.Rows, 1).Mean([0]).Unbind();
        _patches.Set(Gather(embeddings.Targets!, 1));
        Measure[] report = [new("prediction_loss", terms[0].Detach()), new("commitment_loss", terms[1].Detach())];
        return new(terms[0] + (terms[1] * _options.Commitment), Now.Watched ? [.. report, .. Usage()] : report);
    }

    public override void AfterStep()
    {
        using Tensor? patches = _patches.Take();
        if (patches is null) return;
        using TensorScope scope = new();
        Tensor rows = patches.Reshape([-1, _options.CodeSize]);
        if (_options.CodesFromData && Now.Step == 0 && Tokenizer.Codebook.Counts.Sum().Item<double>() == 0) Begin(rows);
        Tokenizer.Codebook.Follow(rows);
        if (_options.RestartCodes) Tokenizer.Codebook.Restart(Drawn(rows), LeastShare);
    }

    /// <summary>How far what is predicted from the codes is from what it should be, <c>[batch]</c>.</summary>
    /// <param name="images"><c>[batch, 3, height, width]</c>.</param>
    /// <param name="codes">Of each patch, <c>[batch, patches, size]</c>; gradients go to the patches.</param>
    protected abstract Tensor Error(Tensor images, Tensor codes);

    protected override void Dispose(bool disposing)
    {
        _patches.Dispose();
        base.Dispose(disposing);
    }

    private void Begin(Tensor rows)
    {
        using NoGradient guard = new();
        Tensor codes = KMeans.Lloyd(rows, Drawn(rows), FirstIterations, spherical: Tokenizer.Codebook is NormalizedCodebook);
        World.Current.Broadcast(codes);     // processes may round differently: one clustering counts
        Tokenizer.Codebook.Begin(codes);
    }

    // A patch for each code: none twice, while there are others.
    private Tensor Drawn(Tensor rows)
    {
        long[] order = [.. Enumerable.Range(0, (int)rows.Size(0)).Select(row => (long)row)];
        new Draws(new DrawKey(_seed, (int)Now.Step, 0, 0), DrawPurpose.Clusters).Shuffle(order.AsSpan());
        return rows.IndexSelect(0, Tensor.From([.. Enumerable.Range(0, _options.Codes).Select(code => order[code % order.Length])]).To(rows.Device));
    }

    private Measure[] Usage()
    {
        using NoGradient guard = new();
        Tensor counts = Tokenizer.Codebook.Counts, enough = (counts / counts.Mean().ClampMin(1e-30)).Gt(LeastShare);
        return [new(FigureNames.CodebookUsage, VectorQuantization.Perplexity(counts) / _options.Codes), new(FigureNames.DeadCodes, 1 - enough.To(counts.Type).Mean())];
    }
}
