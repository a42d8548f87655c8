using Autodidact.Data.Loading;
using Autodidact.Data.Views;
using Autodidact.Engine;
using Autodidact.Engine.Distributed;
using Autodidact.Engine.Search;
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
    private readonly Tensor _assigned, _restarted;
    private readonly Pending _patches = new();

    /// <param name="options">What is learned.</param>
    /// <param name="backbone">The network in front of the codes.</param>
    /// <param name="normalized">Whether codes have length 1.</param>
    /// <param name="seed">Decides where clusters of the first batch begin.</param>
    protected TokenizerMethod(TokenizerOptions options, PatchBackbone backbone, bool normalized, ulong seed)
        : base(new PatchTokenizer(backbone, options.Codes, options.CodeSize, normalized, options.CodeMomentum))
    {
        (_options, _seed, Tokenizer) = (options, seed, (PatchTokenizer)Backbone);
        Child("backbone", Backbone);
        // The codebook's own counts say of a code that was just restarted that it is used.
        _assigned = Buffer("assigned", Tensor.Zeros([options.Codes]));
        _restarted = Buffer("restarted", Tensor.Zeros([]));
    }

    /// <summary>The tokenizer, which is kept.</summary>
    protected PatchTokenizer Tokenizer { get; }

    public override BackboneOptions Describe(BackboneOptions backbone) => (PatchBackboneOptions)backbone with
    {
        Codes = _options.Codes,
        CodeSize = _options.CodeSize,
        NormalizedCodes = Tokenizer.Codebook is NormalizedCodebook,
    };

    public override StepResult Step(ImageViews batch) => Compare(Embed(batch), batch);

    /// <inheritdoc/>
    /// <remarks>A row is a picture: its error, and how far its patches are from their codes. Targets are the patches themselves and the numbers of their codes, which fp32 holds exactly.</remarks>
    public EmbeddedViews Embed(ImageViews batch)
    {
        Tensor images = batch.View(0);
        QuantizedTokens quantized = Tokenizer.Quantize(images);
        Tensor error = Error(images, VectorQuantization.StraightThrough(quantized.Tokens, quantized.Codes));
        Tensor distance = VectorQuantization.Commitment(quantized.Tokens, quantized.Codes).Mean([1]);
        return new(Ops.Stack([error, distance.To(error.Type)], 1), Ops.Cat([quantized.Tokens.Detach(), quantized.Indices.Unsqueeze(-1).To(quantized.Tokens.Type)], -1).Reshape([images.Size(0), -1]));
    }

    /// <inheritdoc/>
    public StepResult Compare(EmbeddedViews embeddings, ImageViews batch)
    {
        Tensor[] terms = Gather(embeddings.Rows, 1).Mean([0]).Unbind();
        _patches.Set(embeddings.Targets);      // those of this process: only sums by code cross processes
        Measure[] report = [new("prediction_loss", terms[0].Detach()), new("commitment_loss", terms[1].Detach())];
        return new(terms[0] + (terms[1] * _options.Commitment), Now.Watched ? [.. report, .. Usage()] : report);
    }

    public override void AfterStep()
    {
        using Tensor? patches = _patches.Take();
        if (patches is null) return;
        using TensorScope scope = new();
        using NoGradient guard = new();
        Codebook codebook = Tokenizer.Codebook;
        Tensor all = patches.Reshape([-1, _options.CodeSize + 1]), rows = all.Narrow(1, 0, _options.CodeSize).To(codebook.Codes.Type), codes = all.Select(1, _options.CodeSize).To(ScalarType.Int64);
        if (_options.CodesFromData && Now.Step == 0 && codebook.Counts.Sum().Item<double>() == 0)
        {
            Begin(rows);
            codes = NearestCentre.Find(rows, codebook.Codes).Labels;
        }
        (Tensor sums, Tensor counts) = NearestCentre.Gather(rows, codes, codebook.Codes.Size(0));
        World.Current.AllReduce(sums);
        World.Current.AllReduce(counts);
        codebook.Follow(sums, counts);
        _assigned.MulInPlace(_options.CodeMomentum);
        _assigned.AddInPlace(counts, 1 - _options.CodeMomentum);
        if (_options.RestartCodes) Restart(rows);
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
        Tensor codes = KMeans.Lloyd(Gather(rows, 1), Drawn(rows, _options.Codes), FirstIterations, spherical: Tokenizer.Codebook is NormalizedCodebook);
        World.Current.Broadcast(codes);     // processes may round differently: one clustering counts
        Tokenizer.Codebook.Begin(codes);
    }

    private void Restart(Tensor rows)
    {
        Tensor unused = Tokenizer.Codebook.Unused(LeastShare);
        int count = (int)unused.Size(0);
        if (count > 0) Tokenizer.Codebook.Restart(unused, Drawn(rows, count));
        _restarted.FillInPlace((double)count / _options.Codes);
    }

    // So many patches of the whole batch, none twice while there are others; which ones does not depend on who has them.
    private Tensor Drawn(Tensor rows, int count)
    {
        World world = World.Current;
        int own = (int)rows.Size(0), first = world.Rank * own;
        Draws draws = new(new DrawKey(_seed, (int)Now.Step, 0, 0), DrawPurpose.Clusters);
        (long Place, long Row)[] here = [.. draws.Distinct(count, world.Size * own).Select((row, place) => ((long)place, (long)row - first)).Where(drawn => drawn.Item2 >= 0 && drawn.Item2 < own)];
        Tensor patches = Tensor.Zeros([count, rows.Size(1)], rows.Type, rows.Device);
        if (here.Length > 0)
            patches.IndexCopyInPlace(0, Numbers(here.Select(drawn => drawn.Place)), rows.IndexSelect(0, Numbers(here.Select(drawn => drawn.Row))));
        world.AllReduce(patches);       // each is on one process, and 0 on the others
        return patches;

        Tensor Numbers(IEnumerable<long> numbers) => Tensor.From(numbers.ToArray(), here.Length).To(rows.Device);
    }

    private Measure[] Usage()
    {
        using NoGradient guard = new();
        if (_assigned.Sum().Item<double>() == 0) return [];       // nothing was given to any code yet
        Tensor enough = (_assigned / _assigned.Mean()).Gt(LeastShare);
        return
        [
            new(FigureNames.CodebookUsage, VectorQuantization.Perplexity(_assigned) / _options.Codes),
            new(FigureNames.DeadCodes, 1 - enough.To(_assigned.Type).Mean()),
            .. _options.RestartCodes ? new Measure[] { new(FigureNames.RestartedCodes, _restarted.Clone()) } : [],
        ];
    }
}
