using System.ComponentModel.DataAnnotations;
using Autodidact.Configuration;
using Autodidact.Data;
using Autodidact.Data.Text;

namespace Autodidact.Models.Transformers.Bert;

/// <summary>Settings of every BERT. Sizes that are unset are those of the published network of that name (Turc et al. 2019, arXiv:1908.08962).</summary>
public abstract record BertBackboneOptions : BackboneOptions, ICheckedOptions
{
    private const int SizeOfHead = 64, UsualPositions = 512, LargeWidth = 512;

    /// <inheritdoc/>
    public sealed override string Modality => Data.Modality.Text;

    /// <inheritdoc/>
    public sealed override bool UsesAdamW => true;

    /// <summary>Size of a token's vector.</summary>
    [Range(4, 8192)]
    public int? Width { get; init; }

    /// <summary>Layers.</summary>
    [Range(1, 256)]
    public int? Depth { get; init; }

    /// <summary>Heads of each layer's attention; they divide the width. Unset: one for every 64 of the width.</summary>
    [Range(1, 256)]
    public int? Heads { get; init; }

    /// <summary>The longest sequence. Unset: 512, or as long as rows are.</summary>
    [Range(8, 65536)]
    public int? Positions { get; init; }

    /// <summary>Share of the values that are dropped in training.</summary>
    [Range(0.0, 1.0, MaximumIsExclusive = true)]
    public double Dropout { get; init; } = 0.1;

    /// <summary>What becomes the feature vector.</summary>
    public Pooling Pooling { get; init; } = Pooling.Mean;

    /// <summary>Tokens that the network knows. Runs write it: it is that of the tokenizer; it cannot be asked for.</summary>
    [Range(1, Data.Text.Vocabulary.MostTokens)]
    public int? Vocabulary { get; init; }

    /// <summary>The number of the token that fills rows up. Runs write it.</summary>
    [Range(0, Data.Text.Vocabulary.MostTokens - 1)]
    public int Padding { get; init; }

    /// <summary>The published width and depth.</summary>
    protected abstract (int Width, int Depth) Usual { get; }

    /// <inheritdoc/>
    public sealed override BackboneOptions ForTeacher => this with { Dropout = 0 };

    /// <inheritdoc/>
    public sealed override BackboneOptions WithPooling(Pooling pooling) => this with { Pooling = pooling };

    /// <inheritdoc/>
    public sealed override BackboneOptions Resolve(Tokenizer tokenizer, int length)
    {
        ArgumentNullException.ThrowIfNull(tokenizer);
        if (Vocabulary is int said && said != tokenizer.Vocabulary.Size)
            throw new ConfigurationException([new("backbone.vocabulary", $"{said}", $"is what a run says of its tokenizer, which has {tokenizer.Vocabulary.Size}; leave it out")]);
        return this with { Vocabulary = tokenizer.Vocabulary.Size, Padding = tokenizer.Special.Padding!.Value, Positions = Positions ?? Math.Max(UsualPositions, length) };
    }

    /// <inheritdoc/>
    public sealed override ConfigurationMistake? LengthProblem(int length) => Positions is int most && length > most
        ? new("tokens.length", $"{length}", $"must be at most {most}, the backbone's positions")
        : null;

    /// <inheritdoc/>
    public sealed override int? TokenCount => Vocabulary;

    /// <inheritdoc/>
    public IEnumerable<ConfigurationMistake> Check()
    {
        int width = Width ?? Usual.Width;
        if (width % HeadCount != 0)
            yield return new("heads", $"{HeadCount}", $"must divide the width, {width}");
    }

    /// <summary>Wide ones, which published weights are for, are fine-tuned at 5e-5 (Devlin et al. 2019, arXiv:1810.04805, appendix A.3), narrow ones at 0.001.</summary>
    public sealed override double UsualTuningShare => (Width ?? Usual.Width) < LargeWidth ? 1 : 0.05;

    /// <inheritdoc/>
    public sealed override long LeastWeights
    {
        get
        {
            long width = Width ?? Usual.Width;
            return width * ((12 * width * (Depth ?? Usual.Depth)) + (Vocabulary ?? 0) + (Positions ?? 0));
        }
    }

    /// <inheritdoc/>
    public sealed override int LeastFeatures => Width ?? Usual.Width;

    private int HeadCount => Heads ?? Math.Max(1, (Width ?? Usual.Width) / SizeOfHead);

    /// <inheritdoc/>
    protected sealed override Backbone CreateNetwork()
    {
        int width = Width ?? Usual.Width;
        return new BertEncoder(new()
        {
            Vocabulary = Vocabulary ?? throw new InvalidOperationException("The vocabulary is the tokenizer's: call Resolve first."),
            Width = width,
            Depth = Depth ?? Usual.Depth,
            Heads = HeadCount,
            HiddenSize = 4 * width,
            Positions = Positions ?? UsualPositions,
            Padding = Padding,
            Pooling = Pooling,
            Dropout = Dropout,
        });
    }
}
