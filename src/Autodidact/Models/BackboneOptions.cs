using System.ComponentModel.DataAnnotations;
using Autodidact.Configuration;

namespace Autodidact.Models;

/// <summary>
/// What a backbone can be told. Every backbone has one sealed record below this one; it is found by reflection, so that a new
/// backbone appears in recipes, on the command line and in <c>list backbones</c> by being written.
/// </summary>
/// <remarks>
/// Settings are <c>init</c> properties with defaults. Their names in a recipe are the property names in snake_case
/// (<c>Width</c> is <c>backbone.width</c>); <see cref="System.ComponentModel.DataAnnotations.RangeAttribute"/> and
/// <see cref="System.ComponentModel.DataAnnotations.AllowedValuesAttribute"/> say what is allowed.
/// Sizes of one architecture are sealed records below a common abstract one (<c>resnet18</c>, <c>resnet34</c>, ...).
/// </remarks>
public abstract record BackboneOptions
{
    /// <summary>The name in recipes and on the command line, such as <c>resnet18</c>. One record type has one name.</summary>
    public abstract string Name { get; }

    /// <summary>What it reads, one of <see cref="Data.Modality"/>.</summary>
    public virtual string Modality => Data.Modality.Image;

    /// <summary>Whether it is usually trained with AdamW, as transformers are; otherwise with SGD.</summary>
    public virtual bool UsesAdamW => false;

    /// <summary>These options with everything settled that depends on the size of the pictures, in pixels.</summary>
    public virtual BackboneOptions Resolve(int imageSize) => this;

    /// <summary>These options with everything settled that depends on the tokens that a network of texts reads.</summary>
    /// <param name="tokenizer">Whose tokens it reads.</param>
    /// <param name="length">Tokens a row.</param>
    /// <exception cref="ConfigurationException">Something that was said does not fit.</exception>
    public virtual BackboneOptions Resolve(Data.Text.Tokenizer tokenizer, int length) => this;

    /// <summary>Why rows of so many tokens do not fit; null where they do.</summary>
    public virtual ConfigurationMistake? LengthProblem(int length) => null;

    /// <summary>Tokens that a network of texts knows; null where that is not settled, or for other samples.</summary>
    public virtual int? TokenCount => null;

    /// <summary>The same network for a teacher, of which nothing is left out by chance.</summary>
    public virtual BackboneOptions ForTeacher => this;

    /// <summary>The same network, of which branches are left out by chance in training for this share of the samples; null where it has no such branches.</summary>
    /// <param name="share">0 to below 1.</param>
    public virtual BackboneOptions? WithDropPath(double share) => null;

    /// <summary>The same network, whose tokens become the feature vector in another way; null where it has no tokens, or not this way.</summary>
    public virtual BackboneOptions? WithPooling(Pooling pooling) => null;

    /// <summary>What the learning rate of a layer usually is of that of the next one when the network is fine-tuned.</summary>
    public virtual double UsualLayerDecay => 1;

    /// <summary>What fine-tuning rates are of those that an optimizer usually has.</summary>
    public virtual double UsualTuningShare => 1;

    /// <summary>Why resolved options do not fit views of so many rows and columns, in pixels; null where they do.</summary>
    public virtual ConfigurationMistake? SizeProblem(int size) => null;

    /// <summary>
    /// A lower bound of the network's weights, known without making it: a file with fewer is refused before memory is taken for the
    /// network that its description asks for.
    /// </summary>
    public virtual long LeastWeights => 0;

    /// <summary>A lower bound of the network's feature size, known without making it.</summary>
    public virtual int LeastFeatures => 1;

    /// <summary>Width of one more layer, linear with a rectifier, behind the network: what SimCLR v2 keeps of its head. Unset: none. Runs write it; it cannot be asked for.</summary>
    [Range(1, 65536)]
    public int? HeadSize { get; init; }

    /// <summary>Whether that layer has batch norm.</summary>
    public bool HeadBatchNorm { get; init; }

    /// <summary>The network, freshly initialised from the CPU generator.</summary>
    public Backbone Create() => HeadSize is int size ? new HeadedBackbone(CreateNetwork(), size, HeadBatchNorm) : CreateNetwork();

    /// <summary>The network without what <see cref="HeadSize"/> adds.</summary>
    protected abstract Backbone CreateNetwork();
}
